import { seededGenerator } from '@/lib/core/statistics/random-generator';

export interface LongRollout {
  /** Searches, each a thought, a call and a page: the rollout has twice as many messages and three more. */
  readonly searches: number;
  /** Characters of a page on average. */
  readonly pageCharacters: number;
  /** Rollouts of the group; all but the first have three searches. */
  readonly groupSize: number;
  readonly seed: number;
}

const WORDS = [
  'the expedition of the Tegetthoff left Tromsø in July and was beset by ice near Novaya Zemlya',
  'an archive of letters which the crew wrote during two winters on the ice is kept in Vienna',
  'Weyprecht proposed coordinated observations at several stations around the pole',
  'the International Polar Year followed from it, with eleven nations and fourteen stations',
  'page not found, try another search or look at the list of related articles',
  'measurements of magnetism, aurora and weather were taken every hour for a whole year',
];
const ENTITIES = ['Tegetthoff', 'International Polar Year', 'Novaya Zemlya', 'Franz Josef Land', 'Julius Payer'];

/** A group with one very long rollout: thoughts with lists, searches, and pages of text with headings and links. */
export function longRolloutLog({ searches, pageCharacters, groupSize, seed }: LongRollout): string {
  const generator = seededGenerator(seed);
  const random = (): number => generator.nextUint32() / 2 ** 32;
  const sentence = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const prose = (characters: number): string => {
    const parts: string[] = [];
    for (let length = 0; length < characters;) {
      const text = random() < 0.1 ? `\n\n## ${sentence().slice(0, 40)}\n\n` : `${sentence()}. `;
      parts.push(text);
      length += text.length;
    }
    return parts.join('');
  };
  const lines = Array.from({ length: groupSize }, (_, rollout) => {
    const count = rollout === 0 ? searches : 3;
    const turns = Array.from({ length: count }, (_search, at) => [
      {
        role: 'assistant',
        reasoning_content: `Step ${at}. ${prose(200 + random() * 400)}\n- first *idea*\n- second idea`,
        content: '',
        tool_calls: [
          {
            id: `c${at}`,
            type: 'function',
            function: { name: 'search', arguments: JSON.stringify({ query: sentence().slice(0, 60), top_k: 5 }) },
          },
        ],
      },
      { role: 'tool', tool_call_id: `c${at}`, content: prose(pageCharacters * (0.5 + random())) },
    ]);
    return JSON.stringify({
      question_id: 'long',
      question: 'Which expedition led to the first International Polar Year?',
      answer: ['the Austro-Hungarian North Pole expedition'],
      entities: ENTITIES,
      step: 1,
      rollout,
      messages: [
        { role: 'system', content: 'Search, read, answer.' },
        { role: 'user', content: 'Which expedition led to the first International Polar Year?' },
        ...turns.flat(),
        { role: 'assistant', reasoning_content: 'I am done.', content: `<answer>number ${rollout}</answer>` },
      ],
      correct: rollout === 1,
      termination: 'answer',
    });
  });
  return `${lines.join('\n')}\n`;
}
