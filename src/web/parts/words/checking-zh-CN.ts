// Words about what is odd in pictures, in Chinese.

export const checkingZhCN = {
  'odd.title': '照片提示（{n} 张）',
  'odd.intro': '只供您到现场留意，不作结论；拍照时间和位置可能不准，没有照片也可以核查。',
  'odd.picture': '有提示的照片 {n}',
  'odd.copy.other': '和 {day} 另一件事里的照片一样',
  'odd.copy.same': '和这件事 {day} 已有的照片一样',
  'odd.copy.open': '看那一件 {number}',
  'odd.copy.earlier': '那一张',
  'odd.farAway': '拍照位置离这件事的地点 {metres} 米',
  'odd.tooOld': '拍照时间 {taken}，早于办理开始的 {since}',
} as const;
