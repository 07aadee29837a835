/** What can be counted of finding and of sending on, in words: who found it, what nobody of the grid found, and how soon it went out. */
import type { Measure } from './rules-counters.ts';

export const FINDING_MEASURES = {
  filedByStaffOrPublic: {
    unit: 'case',
    counts: 'filedByStaffOrPublic',
    zh: '监督员上报与公众举报数',
    en: 'Filed, found by staff or told by the public',
    words: {
      zh: '本期立案中由网格员、微网格员、流动网格员发现的，加上居民和商户反映的（扫码、电话、来访、微信群、12345 转办）；不含上级交办、视频设备和系统接口的。',
      en: 'Of those filed, found by grid workers, micro-grid members or mobile reporters, or told by residents and merchants (code, phone, visit, chat group, hotline 12345); without those from above, from cameras and interfaces.',
    },
  },
  foundOrMissed: {
    unit: 'case',
    counts: 'foundOrMissed',
    zh: '有效上报与漏报数',
    en: 'Found by the grid, or missed',
    words: {
      zh: '本期立案、位于网格内的城市部件和城市事件中，由本网格的网格员、微网格员上报的，加上漏报的；不含注销、撤回、不予受理和并案的。居民反映的不在其中。',
      en: 'City assets and city matters filed within the period, in a grid, reported by its grid workers and micro-grid members, and those missed; without cancelled, withdrawn, refused and merged ones. What residents told is not among them.',
    },
  },
  missed: {
    unit: 'case',
    counts: 'missed',
    zh: '漏报数',
    en: 'Missed',
    words: {
      zh: '其中由交叉检查（流动网格员、视频设备、上级检查）发现的；网格内的人先报过的会并案，不算漏报。',
      en: 'Of these, found by cross-check (mobile reporters, cameras, checks from above); what the grid had reported before is merged and not missed.',
    },
  },
  toDispatch: {
    unit: 'case',
    counts: 'toDispatch',
    zh: '应派遣数',
    en: 'To be dispatched',
    words: {
      zh: '本期立案（不含直派）的事件中，已经派遣，或派遣时限已到还没有派遣的；没有派遣就结案、注销、撤回、不予受理或并案的不在其中。派遣时限从立案算起，为区设置的工作时间，加急的为 30 分钟。',
      en: 'Filed within the period (not dispatched directly), and dispatched or past the limit of dispatching; without those closed, cancelled, withdrawn, refused or merged before. The limit runs from filing, in the working time the district has set, 30 minutes for urgent ones.',
    },
  },
  dispatchedOnTime: {
    unit: 'case',
    counts: 'dispatchedOnTime',
    zh: '按时派遣数',
    en: 'Dispatched in time',
    words: {
      zh: '其中第一次派遣不晚于派遣时限的。',
      en: 'Of these, first dispatched no later than the limit of dispatching.',
    },
  },
} as const satisfies Record<string, Measure>;
