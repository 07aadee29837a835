// What stands on paper, in Chinese whatever language the desk is set to: it is read by residents and organisations here, not by who prints it.

/** How codes lie on paper: eight on A4, or one alone. */
export const SHEETS = ['eight', 'a4', 'a5'] as const;
export type Sheet = (typeof SHEETS)[number];

export const ON_PAPER = {
  demo: '演示数据，请勿张贴',
  demoSheet: '演示数据',
  scan: '有事请扫码，不用登录',
  domain: (domain: string) => `网址：${domain}（不是这个网址的不要填）`,
  warning: '本码不收费、不要银行卡号和验证码',

  board: {
    title: '网格公示牌',
    serving: '谁在这里服务',
    unnamed: (count: number) => `${count} 人未公开姓名`,
    vacant: '空岗，请打社区电话',
    scan: '扫码反映、查进度、找网格员',
    noCode: '本网格还没有码牌',
    dutyPhone: '值班电话',
    complaint: '投诉、意见',
    emergency: '着火、漏气、有人受伤，请先打',
    issued: (by: string, day: string) => `${by}　${day} 起有效`,
    gridCode: (code: string) => `网格编码 ${code}`,
    legend: { grid: '本网格', neighbour: '相邻网格', microGrid: '微网格', building: '楼栋' },
    north: '北',
    metres: (metres: number) => `${metres} 米`,
    unlabelled: (count: number) => `另有 ${count} 栋未标名称`,
    schematic: '示意图，不作定界依据',
  },

  card: {
    title: '工作证',
    validUntil: (day: string) => `有效期至 ${day}`,
    verify: '扫码核验',
    call: (name: string, phone: string) => `核实电话　${name} ${phone}`,
    found: '拾到请交还所在社区',
  },

  order: {
    titles: { order: '事件交办单', directive: '事件督办单' },
    number: '编号',
    urgent: '紧急',
    organisation: '承办单位',
    matter: '事项',
    place: '地点',
    class: '类别',
    issuedAt: '交办时间',
    dueAt: '办理时限',
    closing: '办结标准',
    instruction: '交办要求',
    noInstruction: '按办结标准办理',
    sendBack: (until: string) => `不属本单位职责或信息不全的，请在 ${until} 前申请退回，写明依据。`,
    acknowledge: '签收栏',
    acknowledgeLines: ['签收人', '签收时间'],
    feedback: '反馈栏',
    feedbackAsk: '办理情况（做了什么、用了什么、还差什么）',
    feedbackLines: ['经办人', '联系电话', '单位（盖章）', '日期'],
    code: { orderLink: '扫码签收、反馈，凭值班电话收到的验证码打开', desk: '扫码打开这一件（需登录）' },
    noCode: '系统未设对外网址，本单没有二维码；请凭编号联系',
    call: '联系电话',
    issuer: '交办单位',
    printed: (at: string) => `打印时间 ${at}`,
    restricted: '按规定不在纸上写明，请在系统内查看',
    directive: '督办意见',
    directiveFrom: (from: string, at: string) => `${from}　${at}`,
    replyUntil: (at: string) => `请在 ${at} 前书面回复`,
    limit: (words: string) => `处置时限 ${words}`,
    basis: '依据',
  },
} as const;

export const ROLE_WORDS = { leadHandler: '主办', coHandler: '协办' } as const;
export const SECRECY_WORDS = { open: null, confidential: '保密', restricted: '限制' } as const;
export const LIMIT_WORDS = { emergencyHour: '小时（紧急工作时）', workHour: '个工作时', workDay: '个工作日' } as const;

/** For who has to install it; what is asked of the operator is the same in both. */
export const FONT_MISSING = {
  zh: '这台服务器上没有找到中文字体，不能生成 PDF；浏览器打印不受影响。请安装 fonts-noto-cjk，或把 CJK_FONT 设为字体文件（.ttf、.otf，或 .ttc#字体名），再重新启动。',
  en: 'No font with Chinese characters was found on this server, so no PDF can be made; printing from the browser works all the same. Install fonts-noto-cjk, or set CJK_FONT to a font file (.ttf, .otf, or .ttc#name), and start again.',
} as const;

/** `周敏` → `周`, `古丽娜·阿不都` → `古`; a character of four bytes stays whole. */
export function initialOf(name: string): string {
  return Array.from(name)[0] ?? '';
}
