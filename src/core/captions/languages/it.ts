// Italian. What is elided ("l’uomo", "dell’anno") is one word already.

import { list, type Phrasing, table } from './phrasing'

export const italian: Phrasing = {
  clingsToNext: table(
    [
      140,
      'il lo la i gli le un uno una del dello della dei degli delle al allo alla ai agli alle dal dallo dalla dai dagli dalle nel nello nella nei negli nelle sul sullo sulla sui sugli sulle',
    ],
    [130, 'p n nr pag art vol'],
    [140, 'signor signora signorina sig dott dottor dottoressa prof professor professoressa san santa santo'],
    [130, 'perché poiché quando se ma però mentre anche'],
    [
      125,
      'mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra vostri vostre loro ogni',
    ],
    [125, 'a di da in con su per tra fra senza verso fino contro durante dopo prima sotto sopra dentro'],
    [120, 'io tu lui lei noi voi egli ella essi che chi cui'],
    [115, 'mi ti si ci vi ne non'],
    [115, 'e ed o oppure né come dove'],
    [
      115,
      'posso può possono possiamo poteva potrebbe devo deve devono dobbiamo doveva dovrebbe voglio vuole vogliono vogliamo voleva vorrei vado va vanno andiamo',
    ],
    [110, "sono sei è siamo siete ero era erano sarà saranno sarebbe c'è c'era"],
    [110, 'ho hai ha abbiamo avete hanno avevo aveva avevano avrà avrebbe'],
    [
      100,
      'questo questa questi queste quello quella quelli quelle quel quei quegli qualche alcuni alcune nessuno nessuna molto molta molti molte più meno altro altra altri altre tutto tutta tutti tutte tale stesso stessa',
    ],
    [95, 'così troppo quasi solo mai ancora già sempre abbastanza'],
    [
      90,
      'nuovo nuova nuovi nuove vecchio vecchia buon buona buoni buone grande grandi gran piccolo piccola primo prima ultimo ultima prossimo prossima migliore bel bella bello giovane',
    ],
    [85, 'due tre quattro cinque sei sette otto nove dieci venti trenta cento mille mila milione milioni miliardi'],
  ),
  describes: null,
  determiners: new Set(
    list(
      'il lo la i gli le un uno una mio mia miei mie tuo tua suo sua suoi sue nostro nostra questo questa questi queste quel quella quei',
    ),
  ),
  opensPhrase: table(
    [30, 'perché poiché quando ma però mentre se'],
    [34, 'e ed o oppure che chi dove cui'],
    [42, 'come'],
    [44, 'con per tra fra senza verso fino contro durante dopo sotto sopra'],
    [48, 'in a al alla nel nella'],
    [50, 'io tu lui lei noi voi loro'],
    [62, 'di del della dei delle degli'],
  ),
  abbreviations: new Set(
    list('p art sig sigg sig.ra sig.na dott dott.ssa prof avv ing arch ecc es p.es pag n nr vol tel ca s.p.a'),
  ),
}
