// German. Nouns are written with a capital, so two capitals in a row tell less than in English; verbs that close a clause are left where they are.

import { list, type Phrasing, table } from './phrasing'

export const german: Phrasing = {
  clingsToNext: table(
    [140, 'der die das den dem des ein eine einen einem einer eines'],
    // "z. B.", "d. h.", and what stands before a number.
    [140, 'z d u i'],
    [130, 'nr abs art abb bd kap'],
    [140, 'herr frau herrn dr prof professor doktor sankt st'],
    [130, 'weil obwohl falls wenn bevor nachdem sobald solange sofern damit dass daß ob'],
    [
      125,
      'mein meine meinen meinem meiner dein deine deinen deinem deiner sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren unserem unserer euer eure euren eurem eurer dessen deren',
    ],
    [125, 'zu zum zur von vom für mit bei beim aus ins im am ans um durch gegen ohne nach seit bis'],
    [120, 'ich du er sie es wir man'],
    [115, 'in an auf über unter vor hinter neben zwischen während wegen trotz statt außer innerhalb außerhalb'],
    [115, 'und oder aber sondern denn sowie als wie wo der wer was welcher welche welches'],
    [
      115,
      'kann kannst können könnt könnte könnten muss musst müssen musste mussten soll sollen sollte sollten will wollen wollte wollten darf dürfen durfte mag möchte möchten',
    ],
    [110, 'bin bist ist sind seid war waren wäre wären wird werden wurde wurden würde würden'],
    [110, 'habe hast hat haben habt hatte hatten hätte hätten'],
    [
      100,
      'dieser diese dieses diesen diesem jeder jede jedes jeden jedem kein keine keinen keinem keiner viele mehr einige manche alle allen beide solche andere anderen',
    ],
    [95, 'sehr ganz ziemlich fast nur auch noch schon nicht nie so zu besonders wirklich'],
    [
      90,
      'neue neuen neuer neues alte alten alter altes gute guten guter gutes große großen großer großes kleine kleinen kleiner kleines erste ersten erster erstes letzte letzten letzter letztes nächste nächsten ganze ganzen junge jungen',
    ],
    [85, 'zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreißig hundert tausend million millionen'],
  ),
  describes: { form: /...(?:liche|lichen|licher|liches|ische|ischen|ischer|isches|ige|igen|iger|iges)$/u, cost: 80 },
  determiners: new Set(
    list(
      'der die das den dem des ein eine einen einem einer eines mein meine meinen dein deine sein seine seinen ihr ihre ihren unser unsere unseren dieser diese dieses diesen kein keine keinen jeder jede jedes',
    ),
  ),
  opensPhrase: table(
    [30, 'weil obwohl dass daß damit wenn aber sondern während falls'],
    [34, 'und oder denn als bevor nachdem bis ob wo'],
    [42, 'was wie wer warum'],
    [44, 'nach vor während ohne mit durch gegen zwischen unter von für bei über aus'],
    [48, 'in im an am auf zu zum zur um'],
    [50, 'ich du er sie es wir man'],
  ),
  abbreviations: new Set(
    list(
      'z d h u a i dipl ing abb kap lt nr dr prof hr fr st bzw z.b zb d.h dh u.a ca usw evtl ggf inkl vgl s bd abs art tel str jh mio mrd etc geb sog',
    ),
  ),
}
