// Short scenes of our own, for the simulator's completed jobs: two speakers, turns of one to three sentences.

export type Dialogue = {
  readonly title: string
  readonly turns: readonly (readonly [speakerId: number, line: string])[]
}

export const dialogues: readonly Dialogue[] = [
  {
    title: 'The lighthouse keeper',
    turns: [
      [1, 'You kept the light at Harrow Point for thirty-one years. What did the first night sound like?'],
      [
        2,
        'Loud. People think of a lighthouse as a quiet place, but the lens turned on a bath of mercury, and the clockwork under it rattled like a drawer of spoons.',
      ],
      [2, 'I did not sleep. I lay there and counted, and every twelve seconds the wall went white.'],
      [1, 'And after thirty-one years?'],
      [2, 'After a week you stop hearing it. After a year you only hear it when it stops.'],
      [1, 'Did it ever stop?'],
      [
        2,
        'Twice. Once in the winter of the big ice, when the oil went thick as honey, and once because a heron had come in through the vent and would not leave the gears.',
      ],
      [1, 'What does one do with a heron?'],
      [
        2,
        'One opens a window, sits down, and pretends to read. It took forty minutes. I wrote “heron” into the log, and the office on the mainland wrote back: please clarify.',
      ],
      [1, 'The light is automatic now. Do you still look?'],
      [2, 'Every evening, from the kitchen. It is two seconds slow. I have told them, and they are looking into it.'],
    ],
  },
  {
    title: 'Bread on a schedule',
    turns: [
      [
        1,
        'We are in the bakery of Mira Solberg, it is a quarter past three in the morning, and it is already warm. Mira, what is in the bowl?',
      ],
      [2, 'Rye, water, salt, and yesterday. That is all a sourdough is: flour and yesterday.'],
      [1, 'How do you know when it is ready?'],
      [
        2,
        'It tells you. You press a finger in, and if the dough comes back slowly, as if it had thought about it first, then it is ready.',
      ],
      [1, 'And if it comes back at once?'],
      [2, 'Then it is in a hurry, and bread in a hurry tastes of nothing. We wait. We have a radio for that.'],
      [1, 'You sell four hundred loaves before eight. What happens at nine?'],
      [
        2,
        'At nine I drink one coffee in the yard, I look at the sky, and I go home to sleep. The rest of the day belongs to other people.',
      ],
      [1, 'Is there a mistake that you still make?'],
      [2, 'I hum. When I hum I count the folds twice. My daughter can taste it; she says, today you were singing.'],
    ],
  },
  {
    title: 'The last tram',
    turns: [
      [1, 'Route seven ran for ninety-eight years, and you drove the very last one. Were there many people?'],
      [
        2,
        'More than it holds. It is made for a hundred and ten, and I stopped counting at two hundred, because by then they were sitting on the steps.',
      ],
      [1, 'Did anybody pay?'],
      [2, 'Everybody paid! The machine ran out of paper at the market. They wanted the ticket, you see, not the ride.'],
      [1, 'What happens to the tram itself?'],
      [
        2,
        'It stands in the depot, number one hundred and four, with a sheet over it. I have a key. On Sundays I go and ring the bell, just once, so that it does not rust.',
      ],
      [1, 'Just once?'],
      [2, 'Twice, if the weather is good.'],
    ],
  },
]

/** For accounts of many jobs. Apart from those above: generated responses are made of their sentences and stay as they are. */
export const moreDialogues: readonly Dialogue[] = [
  {
    title: 'A map of the harbour',
    turns: [
      [1, 'This chart is four metres wide, and you drew all of it by hand. Where does one begin?'],
      [2, 'With the tide. Everything else in a harbour holds still long enough to be measured twice.'],
      [1, 'And which part took the longest?'],
      [2, 'The mud. It is never where the last chart says it is; it moves like a cat, when nobody looks.'],
      [1, 'Who uses a paper chart today?'],
      [2, 'Everybody whose screen went dark once. You only need that to happen on one night.'],
    ],
  },
  {
    title: 'The piano tuner',
    turns: [
      [1, 'You told me on the telephone that a piano is always a little wrong. Is that a joke?'],
      [2, 'It is arithmetic. Twelve fifths do not make seven octaves, so you hide the rest where nobody listens.'],
      [1, 'Where does nobody listen?'],
      [2, 'That depends on the house. Here they have a dog; with a dog I keep the very top honest.'],
      [2, 'In a school it is the middle. Nothing in a school stays in the middle for longer than a week.'],
      [1, 'How do you know that you are done?'],
      [2, 'When I want to play and not to listen. Then I close the lid and write the bill.'],
    ],
  },
  {
    title: 'Planning call, week nineteen',
    turns: [
      [1, 'Good morning everybody, three points today: the move, the printer, and the summer party.'],
      [2, 'The move is easy. We carry the chairs on Thursday, and whoever still sits on one is carried along.'],
      [3, 'Is there a lift in the new house?'],
      [2, 'There is a sign that says lift. I would not build on more than that.'],
      [1, 'The printer, then. Has anyone found out what it wants?'],
      [3, 'Magenta. It prints in black only, but it will not do so without magenta.'],
      [1, 'I admire that, in a way. And the party?'],
      [2, 'The twelfth, by the river, unless the river comes to us.'],
    ],
  },
  {
    title: 'What the beekeeper hears',
    turns: [
      [1, 'We stand between forty hives, and I would say that they hum. What would you say?'],
      [2, 'I would say that the third one from the left is about to leave home.'],
      [1, 'You can hear that?'],
      [2, 'It is a quarter of a tone higher since this morning. They are packing.'],
      [1, 'What do you do about it?'],
      [2, 'I put an empty hive in the pear tree, with a little old wax in it. Then I act surprised.'],
    ],
  },
  {
    title: 'Night shift at the observatory',
    turns: [
      [1, 'It is two in the morning, the dome is open, and you are drinking cocoa. Is this the glamorous part?'],
      [2, 'This is the warm part. The glamorous part is a spreadsheet, tomorrow, when I am asleep.'],
      [1, 'What are we looking at?'],
      [2, 'A star that dims by one part in a thousand every nineteen days. Something goes past in front of it.'],
      [1, 'A planet?'],
      [2, 'A planet, or a fly on the mirror. We have had both. The fly was more regular.'],
    ],
  },
]
