// Words of the desk app in Chinese.

export const zhCN = {
  'notFound.title': '没有这个页面',
  'notFound.words': '请核对地址，或重新扫码。',
} as const;
