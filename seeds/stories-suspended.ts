// The story of a shed on a roof: three limits one after the other, and the time it stands still with somebody who looks after it.

import type { StoryPlan } from './stories.ts';
import { atDesk, LIN, KE, GU } from './story-steps.ts';

export const SHED: StoryPlan = {
  key: 'shed',
  gridName: '旧港第 3 网格',
  title: { zh: '楼顶铁皮棚：三段时限，中间挂账', en: 'The shed on the roof: three limits, and a time it stands still' },
  about: {
    zh: '违建先停、再罚、再拆，三段时限一段接一段。罚完以后当事人起诉，分管领导同意挂账：写明负责人、复核日和给居民的话；到复核日没人管就变红并提醒负责人。',
    en: 'Stop, fine, take down: three limits, one after the other. Its owner goes to court, and the leader lets it stand: with a person who looks after it, a day of review and a word for the resident. Past that day it turns red and the person is told.',
  },
  shows: [
    { zh: '一件事三段时限', en: 'three limits on one matter' },
    { zh: '挂账有负责人、复核日、公开说明', en: 'suspended with an owner, a review day and a public note' },
    { zh: '怎么算的：逐日、节假日、调休', en: 'how it was worked out: by day, with holidays and make-up workdays' },
  ],
  steps: [
    {
      who: LIN,
      address: '/desk/report',
      task: {
        zh: '代录：渠道电话；哪里选船坞新村 3 栋门前',
        en: 'Write it down: by phone; place 船坞新村 3 栋门前',
      },
      words: '3 栋楼顶又在搭铁皮棚，今天还在焊',
      see: {
        zh: '编号和查询码；事件页上“受理还剩”多久',
        en: 'A number and a code; the page says what is left for taking it in',
      },
      done: { verb: 'report' },
    },
    atDesk(
      LIN,
      ['file', 1],
      { zh: '点“立案”，类别选私搭乱建', en: 'Press 立案 (file), class 私搭乱建' },
      {
        zh: '现在写“派遣还剩”多久：中心自己的环节也有时限',
        en: 'Now what is left for dispatching: the centre has limits too',
      },
    ),
    atDesk(
      LIN,
      ['dispatch', 1],
      { zh: '点“派给单位”，选旧港街道城管一中队', en: 'Dispatch to 旧港街道城管一中队' },
      { zh: '第 1 阶段 停止，4 工作时', en: 'Stage 1, stop: 4 working hours' },
    ),
    atDesk(
      KE,
      ['feedback', 1],
      {
        zh: '签收，点“办好了”，不勾“后面的阶段不用了”',
        en: 'Sign, report back, and leave the box of further stages empty',
      },
      {
        zh: '进入第 2 阶段 处罚，有自己完整的 7 工作日；点“这个时限怎么算的”逐日看',
        en: 'Stage 2, fine, with its own full 7 working days; press 这个时限怎么算的 to see them day by day',
      },
      '已责令停工，材料暂扣',
    ),
    atDesk(
      KE,
      ['askSuspension', 1],
      { zh: '点“申请挂账”，原因选在打官司，复核日选下个月', en: 'Press 申请挂账, reason 在打官司, review next month' },
      { zh: '批之前时限还在走', en: 'Until it is decided the clock goes on' },
      '当事人已起诉，等判决',
    ),
    atDesk(
      GU,
      ['suspend', 1],
      { zh: '点“同意挂账”，写给居民的话', en: 'Press 同意挂账 (suspend) with a word for the resident' },
      {
        zh: '写着挂账负责人和复核日；居民读到“暂时办不了”和日期',
        en: 'The person who looks after it and the day of review stand there; the resident reads the date',
      },
      '正在走法律程序，复核日前再告诉您进展',
    ),
    atDesk(
      KE,
      ['resume', 1],
      { zh: '点“销挂账”', en: 'Press 销挂账 (resume)' },
      { zh: '时限从停下的地方接着走', en: 'The clock goes on where it stood' },
    ),
    atDesk(
      KE,
      ['feedback', 2],
      { zh: '点“办好了”，勾上“后面的阶段不用了”', en: 'Report back and tick that no further stages are needed' },
      { zh: '自己拆了，不必再走拆除阶段；等核查', en: 'Taken down by its owner: the last stage is not needed' },
      '当事人自行拆除，屋面已清理',
    ),
  ],
};
