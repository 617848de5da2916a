// The colours that tell speakers apart, by their place in tokens.css: each is readable as text in both themes.

import { speakerColours, type Speaker } from '../../core/transcript/model'
import { colourOf } from '../../core/transcript/speakers'

export const colourNames: readonly string[] = ['Blue', 'Rust', 'Teal', 'Plum', 'Ochre', 'Sky', 'Rose', 'Green']
export const colours: readonly number[] = Array.from({ length: speakerColours }, (_, colour) => colour)

/** The token of a colour: 's1' for 0. */
export const token = (colour: number): string => `s${colour + 1}`

/** As a style names it. */
export const paintOf = (colour: number): string => `var(--${token(colour)})`

export const speakerPaint = (speaker: Speaker | undefined, index: number): string => paintOf(colourOf(speaker, index))
