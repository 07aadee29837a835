// Words of a map in Chinese.

export const mapZhCN = {
  'map.label': '{label}。方向键移动，加减号缩放，回车选中间的东西。',
  'map.closer': '放大',
  'map.farther': '缩小',
  'map.whole': '看全部',
  'scale.words': '比例尺 {length}',
  'scale.metres': '{n} 米',
  'scale.kilometres': '{n} 公里',
} as const;
