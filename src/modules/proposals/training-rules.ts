/** What is trained and what comes out of it: the parts of a model, its file and its accuracy. Pure. */
import { learnAliases } from './landmark-rules.ts';
import type { Aliases } from './landmark-rules.ts';
import { measure, pairsOf, train } from './rules.ts';
import type { ClassAccuracy, Model, Sample } from './rules.ts';

/** A closed matter, its words redacted already. */
export interface Lesson {
  readonly words: string;
  readonly classCode: string;
  readonly kind: string;
  readonly isUrgent: boolean;
  readonly placeId: string | null;
}

export interface Training {
  readonly lessons: readonly Lesson[];
  /** The catalogue's words by class. */
  readonly classes: readonly Sample[];
}

export interface ModelFile {
  readonly form: 1;
  readonly classes: Model;
  readonly kinds: Model;
  readonly urgency: Model;
  readonly aliases: Aliases;
}

export interface Trained {
  readonly model: string;
  readonly accuracy: readonly ClassAccuracy[];
  readonly spentMs: number;
}

/** Words that say the kind by themselves; closed matters add to them. A secret kind has no closed matters to learn from. */
const KIND_SEEDS: readonly Sample[] = [
  { label: 'problem', words: '坏了 破了 不亮 漏水 堵了 松动 垃圾 没人管 请处理 反映问题' },
  { label: 'help', words: '求助 帮帮忙 行动不便 没人照顾 独居老人 生活困难 请帮忙 求帮助' },
  { label: 'enquiry', words: '咨询 请问 怎么办理 在哪里办 需要什么材料 什么时候 几点上班 想了解' },
  { label: 'complaint', words: '投诉 态度恶劣 服务态度 不作为 推诿 乱收费 投诉物业' },
  { label: 'tipOff', words: '举报 偷偷 无证 违法 私自 非法经营 赌博' },
  { label: 'suggestion', words: '建议 希望增加 能不能增设 最好能 提个建议' },
  { label: 'praise', words: '表扬 感谢 谢谢 点赞 很负责 锦旗' },
];
const URGENCY_SEEDS: readonly Sample[] = [
  { label: 'urgent', words: '漏气 着火 起火 冒烟 触电 漏电 坍塌 塌陷 被困 受伤 晕倒 爆炸 危险 快来' },
  { label: 'ordinary', words: '有空 方便时 好几天 一直 建议 咨询 经常' },
];

export function trainAll({ lessons, classes }: Training, kinds: ReadonlySet<string>): Omit<Trained, 'spentMs'> {
  // Cutting costs more than counting: once for all four trainings.
  const cut = lessons.map((lesson) => ({ ...lesson, pairs: pairsOf(lesson.words) }));
  const ofClass = cut.map(({ classCode, words, pairs }) => ({ label: classCode, words, pairs }));
  const file: ModelFile = {
    form: 1,
    classes: train(ofClass, classes),
    kinds: train(
      cut.map(({ kind, words, pairs }) => ({ label: kind, words, pairs })),
      KIND_SEEDS.filter(({ label }) => kinds.has(label)),
    ),
    urgency: train(
      cut.map(({ isUrgent, words, pairs }) => ({ label: isUrgent ? 'urgent' : 'ordinary', words, pairs })),
      URGENCY_SEEDS,
    ),
    aliases: learnAliases(lessons.flatMap(({ words, placeId }) => (placeId === null ? [] : [{ words, placeId }]))),
  };
  return { model: JSON.stringify(file), accuracy: measure(ofClass, classes) };
}

export function readModel(text: string): ModelFile {
  return JSON.parse(text) as ModelFile;
}
