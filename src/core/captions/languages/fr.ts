// French. What is elided ("l’homme", "qu’il") is one word already.

import { list, type Phrasing, table } from './phrasing'

export const french: Phrasing = {
  clingsToNext: table(
    [140, 'le la les un une des du au aux'],
    [130, 'p n no art chap vol'],
    [140, 'monsieur madame mademoiselle m mme mlle docteur dr professeur pr saint sainte maître'],
    [130, 'parce que quand lorsque puisque quoique si mais car donc'],
    [125, 'mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs chaque'],
    [125, 'à de en pour avec sans chez vers sous sur dans par entre contre depuis pendant dès'],
    [120, "je tu il elle on nous vous ils elles c'est qui dont où"],
    [115, "ne me te se lui y n'en n'y j'en j'y s'en s'y m'en m'y t'en qu'en l'y l'en"],
    [115, 'et ou ni or comme'],
    [
      115,
      'peux peut peuvent pouvez pouvons pouvait pourrait dois doit doivent devez devons devait devrait veux veut veulent voulez voulons voulait voudrait vais va vont allez allons',
    ],
    [110, "suis es est sommes êtes sont étais était étaient serai sera seront serait n'est n'était"],
    [110, "ai as avons avez ont avais avait avaient aura auront aurait n'ai n'a n'ont j'ai"],
    [
      100,
      'ce cet cette ces quelque quelques plusieurs aucun aucune tout toute tous toutes tel telle même autre autres certains certaines beaucoup plus moins trop',
    ],
    [95, 'très bien assez presque si aussi seulement jamais encore toujours pas'],
    [
      90,
      'nouveau nouvelle nouveaux nouvelles vieux vieille bon bonne bons bonnes grand grande grands grandes petit petite petits petites premier première dernier dernière jeune jeunes beau belle gros grosse long longue mauvais mauvaise prochain prochaine',
    ],
    [85, 'deux trois quatre cinq six sept huit neuf dix vingt trente cent mille million millions milliards'],
  ),
  describes: null,
  determiners: new Set(
    list(
      'le la les un une des du au aux mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces',
    ),
  ),
  opensPhrase: table(
    [30, 'parce puisque quand lorsque mais car donc si quoique alors'],
    [34, "et ou qui que dont où qu'il qu'elle qu'on qu'ils"],
    [42, 'comme pourquoi comment'],
    [44, 'avec sans pour pendant depuis contre entre chez vers après avant par sous sur dans'],
    [48, 'à en au aux'],
    [50, "je tu il elle on nous vous ils elles j'ai c'est"],
    [62, "de du des d'un d'une"],
  ),
  // "Je ne sais | pas": the second half of the negation stays with its verb.
  clingsToPrevious: table([115, 'pas'], [100, 'rien jamais guère']),
  abbreviations: new Set(list('p m mm mme mlle dr pr st ste etc p.ex ex cf env av apr j.-c s.v.p no vol art chap tél')),
}
