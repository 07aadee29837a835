// The story that begins with danger: the calls come first, then the crew, then an emergency whistle.

import { atTheDutyPhone, checks, closes, DESK_CASE, LUO, THIRD, WORKER_CASE, ZHOU } from './story-steps.ts';
import type { StoryPlan } from './stories.ts';

export const GAS: StoryPlan = {
  key: 'gas',
  gridName: THIRD,
  title: { zh: '燃气异味：先打电话，再吹应急哨', en: 'A smell of gas: call first, then whistle' },
  about: {
    zh: '居民闻到煤气味扫了墙上的码。页面先让打电话，事情同时记为紧急。网格员派抢修，吹应急哨，网格长 30 分钟内报到。',
    en: 'A resident who smells gas scans the code on the wall. The page puts the calls first, and the matter is kept as urgent at the same time. The worker sends the repair crew and blows an emergency whistle: the lead reports in within 30 minutes.',
  },
  shows: [
    { zh: '危险先打电话', en: 'danger: call first' },
    { zh: '紧急时限昼夜都算', en: 'an emergency limit counts day and night' },
    { zh: '吹哨报到：到没到由吹哨人说，不定位', en: 'whistles: the whistler says who has come; nobody is located' },
  ],
  steps: [
    {
      who: 'resident',
      address: '/q/{code:船坞新村 3 栋 2 单元楼道}',
      task: {
        zh: '写一句话，提交；看弹出的电话按钮',
        en: 'Write one sentence and send; look at the call buttons that come up',
      },
      words: '楼道里有煤气味，有点头晕，是不是漏气了',
      see: {
        zh: '“这件事可能有危险，请先打电话”；事情已存为紧急',
        en: 'Call first; the matter is stored as urgent already',
      },
      done: { verb: 'report' },
    },
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: {
        zh: '先打电话，再直派燃气公司抢修值班室（类别：燃气异味），勾上“已电话通知”',
        en: 'Phone, then dispatch directly to 燃气公司抢修值班室 (class 燃气异味), ticking 已电话通知',
      },
      see: { zh: '排在“马上”第一个；时限 1 小时，昼夜都算', en: 'First under 马上; one hour, day and night' },
      done: { verb: 'dispatchDirect' },
    },
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: {
        zh: '点“我要吹哨”，叫网格长，选“有危险”，吹应急哨',
        en: 'Press 我要吹哨 (whistle), call 网格长 (the lead), 有危险 (danger), 应急哨 (emergency)',
      },
      see: {
        zh: '30 分钟内报到；不应答，系统自己往上告诉',
        en: 'To report in within 30 minutes; if nobody answers, the level above is told by itself',
      },
      done: { verb: 'whistle.blow' },
    },
    {
      who: LUO,
      address: DESK_CASE,
      task: {
        zh: '打开这件事的哨，点“我已到场”，选“到场”',
        en: 'Open the whistle of this case, press 我已到场, choose 到场 (on site)',
      },
      see: { zh: '吹哨的人还没确认以前，只写“已报到”', en: 'Until the whistler confirms it reads 已报到 only' },
      done: { verb: 'whistle.reportIn' },
    },
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: { zh: '打开哨，点“确认已到”', en: 'Open the whistle and press 确认已到 (confirm arrival)' },
      see: {
        zh: '“吹哨人已确认”，什么时候吹、接、到，一页看全',
        en: 'Confirmed; blown, answered and arrived on one page',
      },
      done: { verb: 'whistle.confirm' },
    },
    atTheDutyPhone('关阀、换软管、测漏合格，处置单 RQ-1120'),
    checks(ZHOU),
    {
      who: ZHOU,
      address: WORKER_CASE,
      task: { zh: '打开哨，点“销哨”，选“已解决”', en: 'Open the whistle, press 销哨 (end it), 已解决 (solved)' },
      see: { zh: '哨和事分开结：哨先销，事后结', en: 'The whistle ends on its own, before the case does' },
      done: { verb: 'whistle.close' },
    },
    closes(LUO),
  ],
};
