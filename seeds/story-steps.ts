// Who plays in the stories of the demo, and the steps that many of them end with.

import type { Step, Who } from './stories.ts';

export const ZHOU: Who = { signInName: 'zhoumin' };
export const LUO: Who = { signInName: 'luojianping' };
export const ZHAO: Who = { signInName: 'zhaomancang' };
export const TANG: Who = { signInName: 'tangqian' };
export const MIN: Who = { signInName: 'minshu' };
export const CAO: Who = { signInName: 'caoliqun' };
export const LIN: Who = { signInName: 'linxiaoyun' };
export const LU: Who = { signInName: 'lumingyuan' };
export const QIU: Who = { signInName: 'qiuzijian' };
export const KE: Who = { signInName: 'kelan' };
export const JI: Who = { signInName: 'jichunxiao' };
export const GUO: Who = { signInName: 'guominhua' };
export const GU: Who = { signInName: 'guchangning' };

export const THIRD = '旧港第 3 网格';
export const PHONE = '/stories/phone';
export const WORKER_CASE = '/work/cases/{case}';
export const DESK_CASE = '/desk/cases/{number}';

/** A step on the page of the case: done when the move stands so many times in its history. */
export const atDesk = (
  who: Who,
  [verb, times]: readonly [verb: string, times: number],
  task: Step['task'],
  see: Step['see'],
  words?: string,
): Step => ({
  who,
  address: DESK_CASE,
  task,
  see,
  done: { verb, times },
  ...(words === undefined ? {} : { words }),
});

export const closes = (who: Who): Step => ({
  who,
  address: DESK_CASE,
  task: { zh: '点“结案”', en: 'Press 结案 (close)' },
  see: {
    zh: '已结案；经过里每一步都有时间，从反映到结案多久一目了然',
    en: 'Closed; every step has its time, from the first word to the end',
  },
  done: { verb: 'close' },
});

export const atTheDutyPhone = (words: string, picture?: string): Step => ({
  who: 'dutyPhone',
  address: PHONE,
  task: {
    zh: '点最近一条“新工单”短信里的链接，发验证码，回这里看六位数字，填进去；签收，办完点“办好了”',
    en: 'Open the link of the newest message of a new order (新工单), ask for the code, read it here, type it in; sign, then 办好了 (done)',
  },
  words,
  see: {
    zh: '工单上没有反映人；时限从派出时起走；办好以后变成“等人到现场核实”',
    en: 'The order does not say who reported; the clock ran from dispatch; now it waits for a check on site',
  },
  done: { verb: 'feedback' },
  ...(picture === undefined ? {} : { picture }),
});

export const checks = (who: Who, times = 1): Step => ({
  who,
  address: WORKER_CASE,
  task: {
    zh: '到现场看一看，点“解决了”（不用拍照）',
    en: 'Look on site and press 解决了 (solved); no picture is needed',
  },
  see: {
    zh: '派单的人可以核查，办理的人不可以',
    en: 'Whoever sent the order may check it; whoever did the work may not',
  },
  done: { verb: 'verify', times },
});

/** On the page of the case: the property firm signs the first time, and says what was done. */
export const asProperty = (words: string, times: number, picture?: string): Step => ({
  who: CAO,
  address: DESK_CASE,
  task: { zh: '签收（第一次），办完点“办好了”', en: 'Sign (the first time), then report back as done' },
  words,
  see: { zh: '曹经理看不到是谁反映的', en: 'The property manager cannot see who reported' },
  done: { verb: 'feedback', times },
  ...(picture === undefined ? {} : { picture }),
});
