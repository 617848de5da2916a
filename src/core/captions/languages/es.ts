// Spanish.

import { list, type Phrasing, table } from './phrasing'

export const spanish: Phrasing = {
  clingsToNext: table(
    [140, 'el la los las un una unos unas lo al del'],
    [130, 'p núm pág n.º art vol'],
    [140, 'señor señora señorita sr sra srta don doña dr dra doctor doctora profesor profesora san santa'],
    [130, 'porque aunque cuando si pero sino mientras pues'],
    [125, 'mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra cada'],
    [125, 'a de en para por con sin sobre entre hacia hasta desde contra según tras durante bajo'],
    [120, 'yo tú él ella usted nosotros vosotros ellos ellas ustedes'],
    [115, 'me te se le les nos os no'],
    [115, 'y e o u ni que como donde quien quienes cual cuyo cuya'],
    [
      115,
      'puedo puede pueden podemos podía podría debo debe deben debemos debía debería quiero quiere quieren queremos quería voy va vamos van iba',
    ],
    [
      110,
      'soy eres es somos sois son era eran fue fueron será serán sería estoy estás está estamos están estaba estaban',
    ],
    [110, 'he has ha hemos habéis han había habían hay hubo'],
    [
      100,
      'este esta estos estas ese esa esos esas aquel aquella aquellos aquellas algún alguna algunos algunas ningún ninguna mucho mucha muchos muchas más menos otro otra otros otras todo toda todos todas tanto tal mismo misma',
    ],
    [95, 'muy bastante casi sólo solo también nunca ya tan demasiado'],
    [
      90,
      'nuevo nueva nuevos nuevas viejo vieja buen buena buenos buenas gran grande grandes pequeño pequeña primer primera primero segundo última último próximo próxima mejor peor mal malo mala joven',
    ],
    [85, 'dos tres cuatro cinco seis siete ocho nueve diez veinte treinta cien ciento mil millón millones'],
  ),
  describes: null,
  determiners: new Set(
    list(
      'el la los las un una unos unas mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta estos estas ese esa esos esas',
    ),
  ),
  opensPhrase: table(
    [30, 'porque aunque cuando pero sino mientras si pues'],
    [34, 'y o que quien donde'],
    [42, 'como cual'],
    [44, 'para por con sin sobre entre hacia hasta desde contra según durante tras'],
    [48, 'en a al'],
    [50, 'yo tú él ella nosotros ellos ellas usted ustedes'],
    [62, 'de del'],
  ),
  abbreviations: new Set(
    list('p n.º art sr sra srta d dña dr dra prof ud uds etc p.ej ej pág núm no vol av tel aprox ee.uu'),
  ),
}
