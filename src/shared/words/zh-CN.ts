/** Words on screen in Chinese, by key; `{name}` is filled in by `say`. The other languages have the same keys. */

export const zhCN = {
  // what the resident reads at each stage: no word of the office
  'case.trace.collected': '已收到，网格员会先看一看',
  'case.trace.confirming': '网格员{gridWorker}正在去现场看',
  'case.trace.confirmed': '网格员{gridWorker}到现场看过',
  'case.trace.filed': '已受理',
  'case.trace.dispatched': '已交给{organisation}办理',
  'case.trace.handling': '{organisation}正在办理',
  'case.trace.feedback': '{organisation}说办好了，等人到现场核实',
  'case.trace.feedbackUnchecked': '{organisation}说办好了，等您或当事人确认',
  'case.trace.verifying': '网格员正在现场核实',
  'case.trace.closed': '已办结，请您看看解决了没有',
  'case.trace.closedQuietly': '已办结，谢谢您',
  'case.trace.answered': '已答复您',
  'case.trace.thanked': '谢谢您，已转告本人和负责人',
  'case.trace.evaluated': '您已评价，谢谢',
  'case.trace.rejected': '这件事不归我们办，您可以找：{referral}',
  'case.trace.merged': '和另一件同样的事一起办理',
  'case.trace.sendBackAsked': '{organisation}认为不归它办，正在重新安排',
  'case.trace.rework': '核实时还没办好，已要求重办',
  'case.trace.reopened': '您说没解决，已重新办理',
  'case.trace.communityCall': '您说没解决，社区会打电话联系您',
  'case.trace.neverInvolved': '您说没解决，由没有经手过的人重新看',
  'case.trace.resolvedOnSpot': '网格员已当场解决',
  'case.trace.withdrawn': '您已撤回',
  'case.trace.cancelled': '看过以后，这件事不再办理',
} as const;
