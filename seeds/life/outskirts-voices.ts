// What was said at the edges of 云汀区, 荻渡 with its market and 虹榭, and across the river in 苇岸.

import type { Voice } from './voice.ts';

// prettier-ignore
export const SCANNED_OUTSIDE: readonly Voice[] = [
  ['荻渡里 3 栋', 'stairway-light', 'direct', '楼道灯又闪又响，怕它掉下来'],
  ['荻渡里 5 栋', 'water-supply', 'direct', '顶楼没水第四天，提水提到腰断'],
  ['荻渡后街 7 号', 'loose-manhole', 'community', '后街井盖被大车压翘了'],
  ['苇塘小区 2 栋', 'parking-disorder', 'onSpot', '市场拉货的车停到小区里来了，娃没地方耍'],
  ['苇塘小区 4 栋', 'neighbour-quarrel', 'community', '楼下开麻将馆的，烟往上冒'],
  ['家电城 A 座', 'fire-hazard', 'onSpot', 'A座二楼通道堆彩电箱子，只能侧着走'],
  ['芷汀大市场建材城东门', 'road-trading', 'onSpot', '东门口卸瓷砖的占了半条路'],
  ['汽配城 E 座', 'dirty-road', 'returned', '地上全是机油，电动车滑的', { opinion: '汽配城内还是城外，请写明' }],
  ['灯石城 F 座', 'power-failure', 'street', 'F座又跳闸，一半商户黑着做生意', { organisation: '供电所抢修班' }],
  ['家电城 B 座', 'enquiry', 'answered', '商户办健康证去哪里', { said: '市场党群服务中心每周三有人来办' }],
  ['虹榭小区 4 栋', 'stairway-light', 'directLate', '四栋灯坏了'],
  ['虹榭小区 6 栋', 'compound-waste', 'direct', '垃圾没人收，老鼠都出来了'],
  ['拱桥街 8 号', 'blocked-drain', 'returned', '下水道往外冒脏水', { rain: true }],
  ['梭子巷 13 号', 'hanging-cable', 'direct', '线掉在晾衣杆上，分不清是电线还是网线'],
  ['彩桥公寓 5 栋', 'neighbour-quarrel', 'onSpot', '隔壁练唢呐，天天练，练的还是那一首', { said: '改到河边练' }],
  ['纺配件厂宿舍 2 栋', 'stairway-clutter', 'onSpot', '楼道堆煤球'],
];

// prettier-ignore
export const SPOKEN_OUTSIDE: readonly Voice[] = [
  ['荻渡后街 15 号', 'pipe-burst', 'direct', '路上冒水，自行车都骑不过', { leavesPhone: true }],
  ['苇塘路 3 号', 'rental-quarrel', 'communityTalks', '门面房东涨租涨一倍，不交就断电', { leavesPhone: true }],
  ['荻渡里 1 栋', 'suggestion', 'suggestion', '河边能不能装两盏灯，晚上散步的人多', { leavesPhone: true, adoption: 'partlyAdopted', said: '先装一盏太阳能的' }],
  ['建材城 C 座', 'road-trading', 'onSpot', '对面商户把样品摆到我门口来了', { leavesPhone: true }],
  ['虹榭小区 1 栋', 'enquiry', 'answered', '残疾证年审在哪里搞', { leavesPhone: true }],
  ['梭子巷 22 号', 'exposed-waste', 'onSpot', '巷子口垃圾没人管', { leavesPhone: true }],
  ['彩桥公寓 3 栋', 'lift-failure', 'direct', '电梯停了，我腿脚不好', { leavesPhone: true }],
];

// prettier-ignore
export const FOUND_OUTSIDE: readonly Voice[] = [
  ['荻渡里 6 栋', 'charging-shed', 'onSpot', '飞线一处，收起'],
  ['荻渡后街 18 号', 'fire-hazard', 'onSpot', '沿街铺面气罐摆在楼梯口，移出'],
  ['苇塘小区 5 栋', 'stairway-clutter', 'onSpot', '楼道纸箱，清'],
  ['芷汀大市场家电城东门', 'parking-disorder', 'onSpotAtOnce', '货车压消防栓，劝离'],
  ['建材城 D 座', 'fire-hazard', 'onSpot', 'D座仓库切割未清场，叫停'],
  ['虹榭小区 7 栋', 'illegal-advert', 'onSpotAtOnce', '小广告覆盖'],
  ['拱桥街 2 号', 'road-trading', 'onSpotAtOnce', '早点摊收回线内'],
  ['彩桥公寓 1 栋', 'exposed-waste', 'onSpot', '装修垃圾未袋装，业主清走'],
];

// prettier-ignore
export const SCANNED_IN_CHENGAN: readonly Voice[] = [
  ['苇岸一区 2 栋', 'stairway-light', 'direct', '2栋灯坏了'],
  ['苇岸一区 5 栋', 'exposed-waste', 'onSpot', '树底下一堆奶茶杯'],
  ['苇岸二区 3 栋', 'lift-failure', 'direct', '电梯门关不上'],
  ['苇岸二区 7 栋', 'neighbour-quarrel', 'community', '楼上晚上拉二胡'],
  ['梅汀巷 8 号', 'loose-manhole', 'community', '巷口井盖缺了半个，拿树枝插着的'],
  ['鸥渚街 14 号', 'dirty-road', 'onSpot', '路上全是泥'],
  ['鸥渚小区 6 栋', 'enquiry', 'answered', '流感疫苗还有没有'],
  ['苇岸一区 1 栋', 'stairway-clutter', 'new', '一楼楼道全是快递箱', { minutesAgo: 95 }],
  ['鸥渚小区 2 栋', 'street-light', 'filed', '小区门口路灯不亮三天了', { minutesAgo: 1_500 }],
  ['鸥渚街 9 号', 'neighbour-quarrel', 'atCommunity', '隔壁烧煤，烟囱对着我窗户', { minutesAgo: 700, leavesPhone: true }],
  ['苇岸二区 5 栋', 'property-service', 'atDistrict', '物业撤了，新物业进不来，垃圾没人管', { minutesAgo: 2_000, leavesPhone: true }],
  ['盐务局宿舍 1 栋', 'blocked-drain', 'signed', '下水道堵，厨房返水', { minutesAgo: 900 }],
];

// prettier-ignore
export const FOUND_IN_CHENGAN: readonly Voice[] = [
  ['苇岸二区 1 栋', 'fire-hazard', 'onSpot', '消防箱上锁，打开'],
  ['梅汀巷 3 号', 'illegal-advert', 'onSpotAtOnce', '小广告'],
  ['鸥渚小区 4 栋', 'charging-shed', 'onSpot', '飞线'],
  ['鸥渚街 28 号', 'road-trading', 'onSpotAtOnce', '占道，劝回'],
];
