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

/**
 * The same words without phone and ID numbers, mail addresses, door numbers and self-introductions. A clerk may write a
 * better summary; this is what stands until then. Building and entrance stay: without them nobody finds the lamp.
 */
export function redact(words: string): string {
  const halfWidth = words.replaceAll(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  return TRACES.reduce((text, { pattern, mark }) => text.replaceAll(pattern, mark), halfWidth);
}
