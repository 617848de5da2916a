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
