// What those who handle things say, where a voice of the demo does not bring its own reply: short, as people type at work.

import type { MoveVerb } from '#modules/cases/moves/transitions.ts';

import { makeRandom } from '../random.ts';
import type { Told } from './voice.ts';

/** By class: what was done. */
const DONE: Readonly<Record<string, readonly string[]>> = {
  'loose-manhole': [
    '井圈加了橡胶垫，压实了，过车试过不响',
    '换了新井盖，编号已登记',
    '井座周围补了混凝土，锥桶放到明早',
  ],
  'street-light': ['换了灯头和镇流器，晚上看过亮了', '线头氧化，重新接好', '时控走慢了，已调'],
  'stairway-light': ['换了声控灯泡', '整个单元换成雷达感应灯，一共5只', '开关坏了，换了'],
  'blocked-drain': ['清出两袋淤泥，放水试过通了', '沟里有装修水泥块，凿开了', '篦子换新，沟清到头'],
  'lift-failure': ['维保单位到场，门机皮带换了，试运行半小时正常', '主板复位，恢复运行，维保单留底'],
  'guard-rail': ['护栏扶正，螺栓加固', '标志牌重新立好'],
  'green-upkeep': ['枯枝锯掉，坑补种了', '倒的树扶正打了桩', '杂草割了一遍'],
  'exposed-waste': ['清走了，地冲了一遍', '已清，加了一趟晚收', '清运完，撒了药'],
  'bulky-waste': ['沙发、床垫都拉走了', '大件已清，墙上贴了预约电话', '拉走两车'],
  'compound-waste': ['桶换了，点位冲洗过', '加收一次，下周起早晚各一趟'],
  'construction-waste': ['渣土清走，路面冲了', '查到是几楼装修的，已让其自行清运，现场干净了'],
  'dirty-road': ['洒水车冲了两遍', '泥浆铲掉冲净'],
  'dirty-water': ['捞了一船，岸边袋子也收了', '打捞完，设了拦漂绳'],
  'illegal-building': ['停工，棚子当天拆了', '下了责令改正，现场已恢复'],
  'kitchen-smoke': ['到店检查，净化器滤网满了，责令清洗并复查合格', '管口改到楼顶，检查文书已出'],
  'illegal-advert': ['铲了，刷了一遍', '覆盖完，号码已转停机'],
  'site-noise': ['到场叫停，做了笔录，夜间不再施工', '工地写了保证，噪声时段公示'],
  'road-trading': ['劝离，摊子挪到疏导点', '盲道让出来了，桌椅收进店'],
  'parking-disorder': ['车挪走了，画了禁停线', '联系车主移车，通道通了'],
  'pipe-burst': [
    '关阀换管，通水正常，路面先用冷补料盖平',
    '接口漏，打了卡箍，水压正常',
    '换了一米二的管，路面明天恢复',
  ],
  'water-supply': ['水泵跳闸，复位后恢复', '管网抢修完，恢复供水'],
  'gas-leak': ['到场检测，灶前阀漏，换阀后测不到', '通风检测合格，软管老化已换'],
  'power-failure': ['跳闸，换了空开', '变压器保险更换，送电正常'],
  'exposed-wire': ['断电包好，穿了管', '废线，剪除'],
  'hanging-cable': ['线收上去绑牢了', '断的是废光缆，剪了收走', '重新挂高到五米'],
  'road-flooding': ['抽水两小时，排干，沟口清了', '雨篦子堵了，掏开水就下去了'],
  'neighbour-quarrel': ['两家都到社区坐下说开了', '约好晚上十点以后不响，写了字据', '当面劝开，过两天再去看'],
  'rental-quarrel': ['双方签了调解协议，押金分两次退', '约到综治中心谈，退一半'],
  'property-service': ['物业出了收费明细，业主认可', '维修项目写进下月计划并公示'],
  'fire-hazard': ['通道清出来了，灭火器换新', '现场拆除，宣传到户'],
  'stairway-clutter': ['杂物清到楼下，主人认领', '劝了三户，都搬走了'],
  'charging-shed': ['飞线剪了，车推到充电棚', '上门说了，车主当场挪走'],
  'elder-care': ['上门看过，人没事，药买好送到', '家属已联系，今晚过来'],
};
const DONE_OTHERWISE = ['办好了', '看过了，处理完', '已办'];

const ANSWERS = [
  '您好，带身份证到社区党群服务中心一楼就能办，工作日上午八点半到十二点，下午两点到五点半。',
  '您好，这件事由社区窗口办理，不收费，行动不便可以让家里人代办。',
];
const OPINIONS = [
  '超出网格能力，请上级协调',
  '要动公共设施，请派单位',
  '现场看过，属实，需要专业队伍',
  '涉及几家单位，请街道协调',
];
const SEND_BACKS = ['位置看不明白，现场没找到', '不在我所管养范围，请核实'];

export function saidAbout({ key, what, life, more }: Told, verb: string): string {
  if (more.said !== undefined) return more.said;
  if (verb === 'withdraw') return '已经好了，不用来了';
  if (verb === 'answer' || life === 'answered') return makeRandom(`answer ${key}`).pick(ANSWERS);
  return makeRandom(`done ${key}`).pick(DONE[what] ?? DONE_OTHERWISE);
}

const MORE_TIME: Readonly<Record<string, readonly string[]>> = {
  partsAwaited: ['配件要从厂家发，最快三天到', '灯杆型号停产，正在找替代件'],
  weather: ['连着下雨，做不了面层', '基坑有积水，要等晾干'],
  engineering: ['要先开挖看管线，工期不够', '要办占道手续'],
  needsSeveral: ['要和供电、通信约同一天停线', '等物业一起到场开门'],
  entryRefused: ['住户不在家，约了周末', '一楼不让进院子，社区在谈'],
};

/** @param nth how many moves of the same verb were made before */
export function opinionOn({ key, more }: Told, verb: MoveVerb, nth = 0): string {
  const note = more.notes?.[verb]?.[nth];
  if (note !== undefined) return note;
  if (more.opinion !== undefined) return more.opinion;
  if (verb === 'askExtension')
    return makeRandom(`longer ${key}`).pick(MORE_TIME[more.reason ?? ''] ?? MORE_TIME.weather!);
  if (verb === 'sendBack') return makeRandom(`back ${key}`).pick(SEND_BACKS);
  if (verb === 'reopen') return '又不行了，没修好';
  if (verb === 'confirm') return '到现场没看到，也没人知道这回事';
  return makeRandom(`opinion ${key}`).pick(OPINIONS);
}
