// What slate-transcript-editor asks of Node's `path` in a page: the name and the ending of a recording.
export const basename = (path) => path.split('/').at(-1) ?? ''
export const extname = (path) => /\.[^./]+$/u.exec(path)?.[0] ?? ''
export default { basename, extname }
