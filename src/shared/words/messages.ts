/** Every message that leaves for a phone: its words in one table, said as the district calls things. */
import { inLocalTerms } from './terms.ts';
import type { Terms } from './terms.ts';

// A message is read by whoever holds the phone: an address or a code and what it is for, never whose matter it is.
export const MESSAGES = {
  order: '{organisation}工单：{district} 新工单 {number}，打开：{link}',
  call: '{organisation}{kind}：{district} {number} 向你们吹哨，请接哨、报到，打开：{link}',
  callAgain: '{organisation}{kind}（再催）：{district} {number} 向你们吹哨，请接哨、报到，打开：{link}',
  rangUnsigned: '{organisation}工单：{district} {number} 还没签收，请签收：{link}',
  rangHalf: '{organisation}工单：{district} {number} 时限过半，请在 {due} 前办好：{link}',
  rangDue: '{organisation}工单：{district} {number} 到时限（{due}）了，还没反馈，请尽快办：{link}',
  rangLate: '{organisation}工单：{district} {number} 超过时限（{due}）了，还没反馈，请尽快办：{link}',
  codeForOrder: '验证码 {code}，{minutes} 分钟内有效。只用于打开一张工单，请勿转告他人。',
  codeForCall: '验证码 {code}，{minutes} 分钟内有效。只用于打开一张吹哨的哨单，请勿转告他人。',
  toldClosed: '{district}：您反映的事（编号 {number}）办完了，请您看看解决了没有：{link}',
  toldAnswered: '{district}：您问的事（编号 {number}）有答复了，请看：{link}',
  toldRejected: '{district}：您反映的事（编号 {number}）看过了，不归我们办。为什么、可以找谁，请看：{link}',
  toldToLook:
    '{district}：您反映的事（编号 {number}）说是办好了，还没能到现场核实。请您看看解决了没有，告诉我们一声：{link}',
  codeToSignIn: '登录验证码 {code}，{minutes} 分钟内有效。不要告诉任何人。',
} as const;

export type MessageKey = keyof typeof MESSAGES;

type Blanks<Words extends string> = Words extends `${string}{${infer Blank}}${infer Rest}`
  ? Blank | Blanks<Rest>
  : never;
export type MessageData<Key extends MessageKey> = Readonly<Record<Blanks<(typeof MESSAGES)[Key]>, string | number>>;

/** The terms are put in before the blanks are filled: the names of bodies stay as they are. */
export function messageWords<Key extends MessageKey>(key: Key, data: MessageData<Key>, terms: Terms): string {
  const filled: Readonly<Record<string, string | number>> = data;
  return inLocalTerms(MESSAGES[key], terms).replace(/\{(\w+)\}/g, (_, blank: string) => String(filled[blank]));
}
