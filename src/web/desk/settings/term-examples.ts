// Sentences in which the terms of a district are shown before they are saved; Chinese in whatever language the desk is.

export const EXAMPLES = [
  '已收到，网格员会先看一看。网格长和社区工作者也能看到。',
  '微网格员在微网格里巡查，扫码牌上报；急事一键吹哨。',
  '受理台把事件直派给单位；值班长可以督办、催办。',
] as const;
