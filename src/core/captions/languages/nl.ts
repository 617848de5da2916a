// Dutch.

import { list, type Phrasing, table } from './phrasing'

export const dutch: Phrasing = {
  clingsToNext: table(
    [140, "de het een 't 'n"],
    [130, 'nr blz art'],
    [140, 'meneer mevrouw mijnheer dhr mevr mw dr prof professor dokter sint'],
    [130, 'omdat hoewel terwijl wanneer als voordat nadat zodra zolang tenzij maar dat of'],
    [125, "mijn jouw je uw zijn haar ons onze hun m'n z'n elke elk ieder iedere"],
    [125, 'te van voor met bij naar uit om door tegen zonder tot sinds tijdens vanaf'],
    [120, 'ik jij u hij zij ze wij we jullie men'],
    [115, 'in op aan over onder achter naast tussen binnen buiten boven rond langs'],
    [115, 'en want dus die wie wat welke waar hoe'],
    [
      115,
      'kan kun kunt kunnen kon konden moet moeten moest moesten zal zul zult zullen zou zouden wil wilt willen wilde wilden mag mogen mocht mochten',
    ],
    [110, 'ben bent is was waren word wordt worden werd werden'],
    [110, 'heb hebt heeft hebben had hadden'],
    [100, 'deze dit geen veel meer enkele sommige alle beide zulke andere zo'],
    [95, 'heel erg zeer bijna alleen ook nog al niet nooit te best'],
    [90, 'nieuwe nieuw oude oud goede goed grote groot kleine klein eerste laatste volgende hele jonge jong mooie'],
    [85, 'twee drie vier vijf zes zeven acht negen tien twintig dertig honderd duizend miljoen miljard'],
  ),
  describes: { form: /...(?:lijke|ische|ige|achtige)$/u, cost: 80 },
  determiners: new Set(list('de het een mijn jouw je uw zijn haar ons onze hun deze dit die dat geen elke elk iedere')),
  opensPhrase: table(
    [30, 'omdat hoewel terwijl wanneer maar dat voordat nadat zodat'],
    [34, 'en of want dus als die waar wie'],
    [42, 'wat hoe waarom'],
    [44, 'met voor naar bij uit door tegen zonder tot tijdens tussen van over'],
    [48, 'in op aan om'],
    [50, 'ik jij hij zij ze wij we jullie'],
  ),
  abbreviations: new Set(
    list('art jhr dhr mevr mw dr prof drs ir mr ing st nr bv bijv d.w.z dwz o.a enz ca evt incl jl blz tel'),
  ),
}
