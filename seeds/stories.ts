// The stories of the demo as data: who does what where, what to type, what is then to be seen. plays.ts makes them playable.

import { GAS } from './stories-danger.ts';
import { HOLIDAY } from './stories-holiday.ts';
import { RATED } from './stories-rated.ts';
import { RETURNED } from './stories-returned.ts';
import { SHED } from './stories-suspended.ts';
import { DUPLICATE, MANHOLE, NOISE, SMOKE } from './stories-offices.ts';
import {
  asProperty,
  atTheDutyPhone,
  CAO,
  checks,
  closes,
  DESK_CASE,
  LUO,
  MIN,
  TANG,
  THIRD,
  WORKER_CASE,
  ZHAO,
  ZHOU,
} from './story-steps.ts';

export type Both = { zh: string; en: string };

/** Nobody signs in as a resident, nor at the duty phone of a crew. */
export type Who = 'resident' | 'dutyPhone' | { signInName: string };

export interface Step {
  readonly who: Who;
  readonly address: string;
  readonly task: Both;
  readonly words?: string;
  /** A schematic picture to take along: a file of seeds/pictures without its ending. */
  readonly picture?: string;
  readonly see: Both;
  /** The move of the matter that shows that this step is done. */
  readonly done: { verb: string; times?: number; to?: string };
  /** Which matter of the story; the first without. */
  readonly matter?: number;
}

export interface StoryPlan {
  readonly key: string;
  readonly gridName: string;
  readonly title: Both;
  readonly about: Both;
  /** The mechanisms it shows, for who looks for one of them. */
  readonly shows: readonly Both[];
  readonly steps: readonly Step[];
}

const PIPE: StoryPlan = {
  key: 'pipe',
  gridName: THIRD,
  title: { zh: '水管破裂（47 分钟）', en: 'The burst pipe (47 minutes)' },
  about: {
    zh: '网格员看见水管爆了，先打电话，报事和派单一次做完；抢修班没有账号，只有一部值班电话。',
    en: 'The grid worker sees a burst pipe, phones first, and reports and sends the order in one go; the crew has no account, only a duty phone.',
  },
  shows: [
    { zh: '直派：先打电话，报事派单一次做完', en: 'direct dispatch after a call' },
    { zh: '没有账号的单位用工单链接', en: 'the order link for those without accounts' },
    { zh: '谁派的谁核查，社区结案', en: 'who sent it checks it, the community closes' },
  ],
  steps: [
    {
      who: ZHOU,
      address: '/work/report',
      task: {
        zh: '报一件事：地点选三圣里 12 号包子店门前，类别选供水管破裂',
        en: 'Report it: place 三圣里 12 号包子店门前, class 供水管破裂 (burst pipe)',
      },
      words: '三圣里 12 号包子店门前地下水管爆了，水漫到非机动车道',
      picture: 'pipe-before',
      see: { zh: '马上有编号，标着紧急', en: 'A number at once, marked urgent' },
      done: { verb: 'report' },
    },
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: {
        zh: '直派水务公司抢修二班，勾上“已电话通知”，接电话的是贺师傅',
        en: 'Dispatch directly to 水务公司抢修二班 and tick 已电话通知 (told by phone); 贺师傅 answered',
      },
      see: {
        zh: '时限开始走，抢修二班的值班电话收到短信',
        en: 'The clock runs and the crew’s duty phone gets a message',
      },
      done: { verb: 'dispatchDirect' },
    },
    atTheDutyPhone('更换破裂管段，已恢复供水', 'pipe-after'),
    checks(ZHOU),
    closes(LUO),
  ],
};

const CABLES: StoryPlan = {
  key: 'cables',
  gridName: '榕汀第 2 网格',
  title: { zh: '线缆垂落（53 分钟）', en: 'The hanging cables (53 minutes)' },
  about: {
    zh: '微网格员说一句话，专职网格员接着核实、派人、到现场确认；五个时间都在。',
    en: 'A micro-grid member says one sentence; the full-time worker confirms, sends the crew and checks on site. Five times are kept.',
  },
  shows: [
    { zh: '微网格员一句话报事', en: 'one sentence by a neighbour' },
    { zh: '两级受理，五个时间', en: 'two-tier intake, five times' },
  ],
  steps: [
    {
      who: ZHAO,
      address: '/work/',
      task: {
        zh: '点“我来报事”，录一段话或写一句；地点选榕汀社区卫生服务中心停车场出口',
        en: 'Press 我来报事 and say or write one sentence; place: exit of the health centre’s car park',
      },
      words: '卫生服务中心停车场出口线缆掉下来一截，人能碰到',
      picture: 'cables-before',
      see: {
        zh: '三个大按钮的首页；没有超期、没有排名',
        en: 'A home of three large buttons; nothing overdue, no ranking',
      },
      done: { verb: 'report' },
    },
    {
      who: TANG,
      address: WORKER_CASE,
      task: { zh: '点“去现场核实”', en: 'Press 去现场核实 (go and see)' },
      see: { zh: '居民读到的是“网格员正在去现场看”', en: 'A resident reads that the grid worker is on the way' },
      done: { verb: 'confirm' },
    },
    {
      who: TANG,
      address: WORKER_CASE,
      task: {
        zh: '直派通信线缆联合维护队，类别选线缆垂落',
        en: 'Dispatch directly to 通信线缆联合维护队, class 线缆垂落 (hanging cable)',
      },
      see: { zh: '处置时限 4 小时，昼夜都算', en: 'Four hours to mend it, day and night' },
      done: { verb: 'dispatchDirect' },
    },
    atTheDutyPhone('线缆已收起绑扎', 'cables-after'),
    checks(TANG),
    closes(MIN),
  ],
};

const QUARREL_AGAIN = 1;
const BAGS: StoryPlan = {
  key: 'bags',
  gridName: '榕汀第 2 网格',
  title: { zh: '门口的垃圾袋', en: 'Rubbish bags at the door' },
  about: {
    zh: '两户为垃圾袋吵起来。第一次当场劝好，不拍人；第二次劝不动，带着前面的经过上报社区。',
    en: 'Two neighbours quarrel over rubbish bags. The first time it is settled on the spot without a photo; the second time it goes up to the community with its history.',
  },
  shows: [
    { zh: '当场办结，不拍人', en: 'settled on the spot without a photo' },
    { zh: '上报带着前面的经过', en: 'escalation with its history' },
  ],
  steps: [
    {
      who: ZHAO,
      address: '/work/',
      task: {
        zh: '点“我来报事”；地点选锦汀佳园 5 栋',
        en: 'Press 我来报事; place: 锦汀佳园 5 栋',
      },
      words: '5 栋两户为垃圾袋放门口吵起来了',
      see: { zh: '已收到，编号可以抄下来', en: 'Taken, with a number to write down' },
      done: { verb: 'report' },
    },
    {
      who: ZHAO,
      address: WORKER_CASE,
      task: { zh: '点“当场办结”，选当事人确认', en: 'Press 当场办结, confirmed by those concerned' },
      words: '双方同意以后晚上自己带下楼',
      see: { zh: '不用拍照；记为微网格办结', en: 'No photo; counted as settled by the micro-grid' },
      done: { verb: 'resolveOnSpot' },
    },
    {
      who: ZHAO,
      address: '/work/',
      task: { zh: '过两天又吵，再报一次', en: 'They quarrel again: report once more' },
      words: '5 栋那两户又为垃圾袋吵，说不听',
      see: { zh: '是新的一件，上一次的经过还在', en: 'A new matter; the first one keeps its history' },
      done: { verb: 'report' },
      matter: QUARREL_AGAIN,
    },
    {
      who: ZHAO,
      address: WORKER_CASE,
      task: {
        zh: '点“上报上一级”，选“已劝说”',
        en: 'Press 上报上一级 (report up) and choose 已劝说 (tried to persuade)',
      },
      words: '已劝说两次',
      see: { zh: '现在由网格接着办', en: 'The grid holds it now' },
      done: { verb: 'escalate' },
      matter: QUARREL_AGAIN,
    },
    {
      who: TANG,
      address: WORKER_CASE,
      task: { zh: '点“上报上一级”，选“超出权限”', en: 'Press 上报上一级 and choose 超出权限 (beyond my reach)' },
      words: '一起上门劝过，仍不听',
      see: { zh: '现在由社区接着办', en: 'The community holds it now' },
      done: { verb: 'escalate', times: 2 },
      matter: QUARREL_AGAIN,
    },
    {
      who: MIN,
      address: DESK_CASE,
      task: {
        zh: '看经过：前面两次怎么劝的都在；再点“当场办结”',
        en: 'Read what was tried before, then settle it on the spot',
      },
      words: '社区、物业一起调解，双方签字',
      see: { zh: '没有一张照片，没有少一句话', en: 'Not one photo, not one sentence lost' },
      done: { verb: 'resolveOnSpot' },
      matter: QUARREL_AGAIN,
    },
  ],
};

const LAMP: StoryPlan = {
  key: 'lamp',
  gridName: THIRD,
  title: { zh: '楼道灯：说修好了，没有', en: 'The lamp: said fixed, is not' },
  about: {
    zh: '居民扫码反映，物业说修好了，核实没亮，返工一次才好；居民评价：解决了，态度一般；物业回应。',
    en: 'A resident scans the code; the property firm says it is fixed; the check finds it is not; the second time it is. The resident rates: solved, manner fair; the firm answers.',
  },
  shows: [
    { zh: '返工', en: 'rework' },
    { zh: '等核查的时间不算单位的', en: 'waiting is not charged to the firm' },
    { zh: '评价不默认满意', en: 'no default satisfaction' },
    { zh: '评价可以回应', en: 'a rating can be answered' },
  ],
  steps: [
    {
      who: 'resident',
      address: '/q/{code:船坞新村 3 栋 2 单元楼道}',
      task: { zh: '写一句话，提交', en: 'Write one sentence and send' },
      words: '3栋2单元灯坏了三天了，老人上下楼摸黑',
      picture: 'lamp-before',
      see: { zh: '编号和查询码；不用登录，不用选类别', en: 'A number and a code; no login, no class to choose' },
      done: { verb: 'report' },
    },
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: {
        zh: '直派船坞新村物业服务处，类别选楼道灯不亮',
        en: 'Dispatch directly to 船坞新村物业服务处, class 楼道灯不亮 (stairway light)',
      },
      see: { zh: '居民读到：已交给船坞新村物业服务处办理', en: 'The resident reads who has it' },
      done: { verb: 'dispatchDirect' },
    },
    asProperty('已换灯泡', 1),
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: { zh: '核查：点“没解决”，修了又坏', en: 'Check it: not solved, broken again' },
      see: {
        zh: '退回重办，时限接着算；等核查的时间不算物业的',
        en: 'Back to the firm; its clock goes on, the waiting is not charged to it',
      },
      done: { verb: 'verify' },
    },
    asProperty('换了灯座和声控开关', 2, 'lamp-after'),
    checks(ZHOU, 2),
    {
      who: 'resident',
      address: '/c/{link}',
      task: { zh: '点“解决了”，态度选“一般”', en: 'Press 解决了 (solved) and rate the manner 一般 (fair)' },
      see: { zh: '没评价的不算满意；这里评的是一般，就是一般', en: 'Silence is not satisfaction, and fair stays fair' },
      done: { verb: 'evaluate' },
    },
    {
      who: CAO,
      address: DESK_CASE,
      task: { zh: '点“回应评价”，写一句话', en: 'Press 回应评价 (answer the rating) and write a sentence' },
      words: '第一次只换了灯泡，没查灯座，是我们疏忽',
      see: {
        zh: '回应和评价并排；居民打开自己的链接读得到，评价一个字也没改',
        en: 'The answer stands beside the rating; the resident reads it by the own link, and the rating is as it was',
      },
      done: { verb: 'answerRating' },
    },
  ],
};

/** By the short name of the district they play in. */
export const STORIES: Readonly<Record<string, readonly StoryPlan[]>> = {
  yunting: [PIPE, CABLES, BAGS, LAMP, MANHOLE, RETURNED, SHED, NOISE, SMOKE, GAS, DUPLICATE, HOLIDAY, RATED],
};
