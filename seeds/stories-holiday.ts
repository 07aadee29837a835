// The story of a limit that crosses days off: ten working days, worked out day by day with weekends, holidays and make-up workdays.

import { DESK_CASE } from './story-steps.ts';
import type { StoryPlan, Who } from './stories.ts';

const LIN: Who = { signInName: 'linxiaoyun' };
const GUO: Who = { signInName: 'guominhua' };

export const HOLIDAY: StoryPlan = {
  key: 'holiday',
  gridName: '旧港第 3 网格',
  title: { zh: '时限跳过节假日，调休照算', en: 'A limit that jumps over days off' },
  about: {
    zh: '押金纠纷给 10 个工作日。派出以后逐日看：周末和节假日跳过，调休上班的周六算一天；区里的日历改了，还没到期的就按新的算。',
    en: 'A quarrel about a deposit has ten working days. Once it is sent, every day is listed: weekends and holidays are skipped, a Saturday worked instead counts.',
  },
  shows: [
    { zh: '工作日按区里的日历算', en: 'working days of the district’s own calendar' },
    { zh: '怎么算的：逐日、节假日、调休', en: 'how it was worked out: day by day, with holidays and make-up workdays' },
    { zh: '演示时钟：拨到下个工作日', en: 'the demo clock: on to the next working day' },
  ],
  steps: [
    {
      who: LIN,
      address: '/desk/report',
      task: { zh: '代录：渠道来访；哪里选船坞新村 7 栋', en: 'Write it down: at the counter; place 船坞新村 7 栋' },
      words: '房东不退押金，拖了快半年',
      see: { zh: '编号和查询码', en: 'A number and a code' },
      done: { verb: 'report' },
    },
    {
      who: LIN,
      address: DESK_CASE,
      task: { zh: '点“立案”，类别选房屋租赁纠纷', en: 'Press 立案 (file), class 房屋租赁纠纷' },
      see: { zh: '派遣还剩多久，也按工作时间算', en: 'What is left for dispatching counts in working hours as well' },
      done: { verb: 'file' },
    },
    {
      who: LIN,
      address: DESK_CASE,
      task: { zh: '点“派给单位”，选旧港街道综治中心', en: 'Dispatch to 旧港街道综治中心' },
      see: {
        zh: '点“这个时限怎么算的”：每一天一行，周末、节假日写着为什么不算，调休的周六算一天',
        en: 'Press 这个时限怎么算的: a line a day; weekends and holidays say why they do not count, a worked Saturday does',
      },
      done: { verb: 'dispatch' },
    },
    {
      who: GUO,
      address: DESK_CASE,
      task: {
        zh: '用页顶的演示时钟拨到“下个工作日”，再看这一件，点“写备注”写一句',
        en: 'Move the demo clock on top to the next working day, look again, press 写备注 and write a line',
      },
      words: '隔了周末，只算走了一个工作日',
      see: {
        zh: '过了几天休息日，剩下的只少一个工作日',
        en: 'However many days off lay between, one working day less is left',
      },
      done: { verb: 'note' },
    },
  ],
};
