// English. Where other languages have a table of their own, it follows this one: the same kinds of words at the same costs.

import { list, type Phrasing, table } from './phrasing'

const subjects = `
  i we they he she i'm we're they're he's she's it's you're that's there's i've we've they've you've
  i'd we'd they'd you'd he'd she'd i'll we'll they'll you'll he'll she'll it'll let's`

export const english: Phrasing = {
  clingsToNext: table(
    [140, 'a an the'],
    [140, 'mr mrs ms dr prof sir st saint mister senator chairman president congressman'],
    [130, 'because although though unless whereas but if'],
    [125, 'my your his its our their whose every each'],
    [125, 'to of for with at from into onto upon between among per via than as'],
    [120, `${subjects} you what what's who's`],
    [
      115,
      'in on by about after before during without within against toward towards through across under near like over',
    ],
    [115, 'and or nor while when where which who that whether until since so how why'],
    [
      115,
      "can could will would shall should may might must can't couldn't won't wouldn't shouldn't gonna wanna gotta cannot",
    ],
    [110, "am is are was were be been being isn't aren't wasn't weren't"],
    [110, "do does did don't doesn't didn't have has had haven't hasn't hadn't"],
    [100, 'this these those some any no many much few more most other another such same both several all'],
    [95, 'very really quite too pretty just only not never even still also almost nearly less rather extremely'],
    [
      90,
      `new old good great big small large little long short high low young own whole entire real main major first second
      third last next best worst different important certain clear close common free full hard late poor rich recent single
      simple special strong sure true white black bad better early easy fair fast final fine general happy huge nice past
      present private public quick ready red serious similar strange sudden tiny various warm wide wrong local national
      global human social federal united prime military political complex massive late`,
    ],
    [85, 'it there her'],
    [85, 'one two three four five six seven eight nine ten twenty thirty forty fifty hundred thousand million billion'],
    [80, 'kind sort lot bit couple number part'],
  ),
  describes: { form: /...(?:ous|ful|less|able|ible|ical|tic|ly)$/u, cost: 80 },
  determiners: new Set(list('a an the my your his her its our their this these those some any no each every another')),
  opensPhrase: table(
    [30, 'because although though unless whereas while but'],
    [34, 'and or so which who whose when where if whether until since'],
    [42, 'that what how why than as'],
    [44, 'after before during without within against through across between among into from with for about by'],
    [48, 'in on at to'],
    [50, subjects],
    [62, 'of'],
  ),
  abbreviations: new Set(
    list('mr mrs ms dr prof sr jr st vs etc eg e.g ie i.e no gen sen rep gov hon inc ltd co approx dept fig'),
  ),
}
