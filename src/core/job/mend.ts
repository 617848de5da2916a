// What a person can order where a job's files are damaged, or do not fit each other. None of it throws anything away: what is replaced is
// kept in the job's folder under another name.

export const mendWays = ['go-on', 'read-again', 'fetch-again', 'look-again'] as const

/**
 * - go-on: the changes that fit the text stay, those after them are kept aside, and editing goes on from there.
 * - read-again: begin anew from Pictory's answer as it lies here; the edits so far are kept aside.
 * - fetch-again: ask Pictory for its answer once more. The very bytes make the job whole; others are kept beside, or used where nothing
 *   else can be read.
 * - look-again: read the files as they are now: a drive is back, a program has let go of them, or they were put right by hand.
 */
export type MendWay = (typeof mendWays)[number]
