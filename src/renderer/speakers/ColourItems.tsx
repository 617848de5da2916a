import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { Speaker } from '../../core/transcript/model'
import { colourOf } from '../../core/transcript/speakers'
import { useCaesura } from '../desk/caesura'
import { recolour } from './changes'
import { colourNames, colours, paintOf } from './colours'

/** The colours a speaker can have, inside a menu; `index` is the place in the list of speakers. */
export const ColourItems = ({ speaker, index }: { readonly speaker: Speaker; readonly index: number }) => {
  const app = useCaesura()
  const placed = speaker.colour === undefined
  return (
    <Menu.RadioGroup
      value={placed ? null : colourOf(speaker, index)}
      onValueChange={(colour: number | null) => recolour(app, speaker.id, colour)}
    >
      {colours.map((colour) => (
        <Menu.RadioItem key={colour} className="pop-item" value={colour} closeOnClick>
          <span className="speaker-mark" style={{ background: paintOf(colour) }} />
          <span className="grow">{colourNames[colour]}</span>
          <Menu.RadioItemIndicator render={<Check size={14} />} />
        </Menu.RadioItem>
      ))}
      <div className="pop-line" />
      <Menu.RadioItem className="pop-item" value={null} closeOnClick>
        <span className="grow">By place in the list</span>
        <Menu.RadioItemIndicator render={<Check size={14} />} />
      </Menu.RadioItem>
    </Menu.RadioGroup>
  )
}
