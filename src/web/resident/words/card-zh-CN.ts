// Words of the page that checks a work card (工作证核验), in Chinese.

export const cardZhCN = {
  'card.title': '工作证核验',
  'card.valid': '工作证有效',
  'card.compare': '请看一看来的人是不是 {name}，证上的姓名、岗位和下面是不是一样。',
  'card.noPhoto': '这里不放照片。拿不准，请打电话核实。',
  'card.over': '这张工作证已失效',
  'card.over.words': '不要让对方进门，不要给钱、给证件、给验证码。请打电话核实。',
  'card.unknown': '没有这张工作证',
  'card.unknown.words': '可能不是我们的证。不要让对方进门，不要给钱、给证件、给验证码。',
  'card.post': '岗位',
  'card.place': '负责的片区',
  'card.organisation': '所在',
  'card.until': '有效期至',
  'card.call': '打给{name}核实 {phone}',
  'card.checkedAt': '核验时间 {at}',
  'card.again': '再核验一次',
} as const;
