// Portuguese, of Portugal and of Brazil.

import { list, type Phrasing, table } from './phrasing'

export const portuguese: Phrasing = {
  clingsToNext: table(
    [140, 'o a os as um uma uns umas do da dos das no na nos nas ao à aos às pelo pela pelos pelas num numa'],
    [130, 'p pág nº n.º art vol'],
    [140, 'senhor senhora sr sra dr dra doutor doutora professor professora dom dona são santo santa'],
    [130, 'porque embora quando se mas porém enquanto pois'],
    [125, 'meu minha meus minhas teu tua teus tuas seu sua seus suas nosso nossa nossos nossas cada'],
    [125, 'de em para por com sem sobre entre até desde contra segundo durante sob após'],
    [120, 'eu tu ele ela você nós vós eles elas vocês'],
    [115, 'me te lhe lhes não'],
    [115, 'e ou nem que como onde quem cujo cuja'],
    [
      115,
      'posso pode podem podemos podia poderia devo deve devem devemos devia deveria quero quer querem queremos queria vou vai vamos vão ia',
    ],
    [110, 'sou és é somos são era eram foi foram será serão seria estou está estamos estão estava estavam'],
    [110, 'tenho tem têm temos tinha tinham há havia'],
    [
      100,
      'este esta estes estas esse essa esses essas aquele aquela aqueles aquelas algum alguma alguns algumas nenhum nenhuma muito muita muitos muitas mais menos outro outra outros outras todo toda todos todas tanto tal mesmo mesma',
    ],
    [95, 'bem quase só também nunca já tão bastante ainda'],
    [
      90,
      'novo nova novos novas velho velha bom boa bons boas grande grandes pequeno pequena primeiro primeira último última próximo próxima melhor pior jovem',
    ],
    [85, 'dois duas três quatro cinco seis sete oito nove dez vinte trinta cem cento mil milhão milhões'],
  ),
  describes: null,
  determiners: new Set(
    list(
      'o a os as um uma uns umas meu minha meus minhas teu tua seu sua seus suas nosso nossa este esta estes estas esse essa esses essas',
    ),
  ),
  opensPhrase: table(
    [30, 'porque embora quando mas porém enquanto se pois'],
    [34, 'e ou que quem onde'],
    [42, 'como'],
    [44, 'para por com sem sobre entre até desde contra durante após pelo pela'],
    [48, 'em no na nos nas ao à'],
    [50, 'eu tu ele ela você nós eles elas vocês'],
    [62, 'de do da dos das'],
  ),
  abbreviations: new Set(
    list('p art n.º sr sra srs dr dra prof profa exmo exma etc ex p.ex pág nº vol av tel aprox ltda'),
  ),
}
