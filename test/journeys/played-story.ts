// What the server tells of a story of 演示剧本 and of how far a visitor has played it.

export interface Matter {
  id: string;
  number: string;
  moves: { verb: string; to: string }[];
}
export interface Step {
  key: string;
  who: { signInName: string | null };
  address: string;
  words: string | null;
  matter: number;
  done: { verb: string; times: number };
}
export interface Story {
  key: string;
  shows: { zh: string; en: string }[];
  steps: Step[];
}
