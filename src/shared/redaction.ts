// Takes what points to a person out of somebody's own words, before an organisation may read them.

/** Longest first: an ID number contains runs that look like phones. */
const TRACES: readonly { readonly pattern: RegExp; readonly mark: string }[] = [
  { pattern: /(?<![0-9])\d{17}[0-9Xx](?![0-9])/g, mark: '〔证件号〕' },
  { pattern: /(?<![0-9])(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?![0-9])/g, mark: '〔电话〕' },
  { pattern: /(?<![0-9])(?:0\d{2,3}[- ]?)?[2-9]\d{6,7}(?![0-9])/g, mark: '〔电话〕' },
  { pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, mark: '〔邮箱〕' },
  { pattern: /(?:微信|QQ|qq|vx|VX)号?[:：是 ]*[\w-]{5,}/g, mark: '〔账号〕' },
  { pattern: /(?<=单元|栋|幢|楼|座|门|-)\s*\d{3,4}(?:室|号房|房|号|户)?(?![0-9层]|楼(?![上下]))/g, mark: '〔门牌〕' },
  { pattern: /(?<![0-9])\d{3,4}(?:室|号房|房间|房)/g, mark: '〔门牌〕' },
  { pattern: /(?<=(?:我叫|我姓|名叫))[\p{Script=Han}·]{1,4}(?=[，,。.！!、\s]|$)/gu, mark: '〔姓名〕' },
  // 我是七栋的, 我是业主 say where somebody lives or stands, not who it is.
  {
    pattern:
      /(?<=我是|本人)(?!业主|居民|租户|住户|这里|这个)[\p{Script=Han}·]{2,4}(?<![的楼栋号里户主])(?=[，,。.！!、\s]|$)/gu,
    mark: '〔姓名〕',
  },
];

/** Digits as they are spoken and typed, Han and Arabic mixed; 幺 is one and 两 is two. */
const ZERO = '[0零〇○]';
const ONE = '[1一幺壹]';
const DIGIT = '[0-9零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]';
const TWO_TO_NINE = '[2-9二三四五六七八九两贰叁肆伍陆柒捌玖]';
const HAN_DIGIT = /[零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]/;

const inRow = (count: number) => Array.from({ length: count }, () => DIGIT).join('[-\\s]?');
// Only between groups: 三、四、五、六、七、八、九栋 are buildings.
const PAUSE = '[-\\s·，,、]?';

/** Numbers with at least one Han digit, of the length of an ID number or a phone. 一直 may follow, so only what is short ends exactly. */
const SPOKEN: readonly { readonly pattern: RegExp; readonly mark: string }[] = [
  { pattern: new RegExp(`(?<![0-9])${inRow(17)}[-\\s]?(?:${DIGIT}|[Xx叉])`, 'g'), mark: '〔证件号〕' },
  {
    pattern: new RegExp(
      `(?<![0-9])${ONE}[-\\s]?(?:(?!${ZERO}|${ONE}|[2二两贰])${DIGIT}[-\\s]?${DIGIT}|${ZERO}[-\\s]?${ZERO})${PAUSE}${inRow(4)}${PAUSE}${inRow(4)}`,
      'g',
    ),
    mark: '〔电话〕',
  },
  { pattern: new RegExp(`(?<![0-9])${ZERO}${DIGIT}{2,3}${PAUSE}${TWO_TO_NINE}${DIGIT}{6,7}`, 'g'), mark: '〔电话〕' },
  { pattern: new RegExp(`(?<!${DIGIT})${TWO_TO_NINE}${DIGIT}{6,7}(?!${DIGIT})`, 'g'), mark: '〔电话〕' },
];

/**
 * The same words without phone and ID numbers, mail addresses, door numbers and self-introductions. A clerk may write a
 * better summary; this is what stands until then. Building and entrance stay: without them nobody finds the lamp.
 */
export function redact(words: string): string {
  const halfWidth = words.replaceAll(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const spoken = SPOKEN.reduce(
    (text, { pattern, mark }) => text.replaceAll(pattern, (number) => (HAN_DIGIT.test(number) ? mark : number)),
    halfWidth,
  );
  return TRACES.reduce((text, { pattern, mark }) => text.replaceAll(pattern, mark), spoken);
}
