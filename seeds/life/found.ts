// What those who serve 旧港 saw on their rounds: grid workers, a micro-grid member who speaks rather than types, a courier.

import type { Voice } from './voice.ts';

// prettier-ignore
export const BY_GRID_WORKERS: readonly Voice[] = [
  ['三圣里 12 号包子店门前', 'pipe-burst', 'direct', '三圣里 12 号包子店门前地下水管爆了，水漫到非机动车道，已打水务值班电话', { picture: 'pipe', daysAgo: 9, said: '关阀，换管一米二，通水，路面冷补' }],
  ['船坞新村 5 栋', 'stairway-clutter', 'onSpot', '5栋二单元一楼堆三袋装修垃圾，业主在场'],
  ['船坞新村 6 栋', 'charging-shed', 'onSpot', '6栋西侧一处飞线，当场剪下'],
  ['船坞新村 8 栋垃圾分类点', 'exposed-waste', 'onSpotAtOnce', '分类点桶外散落，已归桶'],
  ['船坞新村 3 栋', 'illegal-advert', 'onSpotAtOnce', '3栋各单元小广告，铲除二十余张'],
  ['三圣里 3 号', 'fire-hazard', 'onSpot', '沿街店液化气罐无隔断，店主答应今天改', { said: '下午复看，罐子移到外间' }],
  ['三圣里 19 号', 'road-trading', 'onSpotAtOnce', '水果摊越门经营，劝回'],
  ['旧港第 3 网格驿站', 'public-facility', 'community', '驿站门口台阶缺一块砖，老人绊脚'],
  ['船坞新村 4 栋', 'elder-care', 'cared', '走访：4栋独居老人摔了一跤，能走，家属在外地'],
  ['船坞新村 20 栋', 'stairway-light', 'direct', '20栋二单元四楼灯不亮，已报物业'],
  ['船坞新村 18 栋', 'bulky-waste', 'direct', '18栋后有旧衣柜两组，无主'],
  ['船坞新村 17 栋', 'fire-hazard', 'onSpot', '17栋消防门被砖头顶住，已关好并告知'],
  ['旧港小学门前', 'parking-disorder', 'onSpotAtOnce', '放学时段两辆车压斑马线，劝离'],
  ['锚链巷 4 号院 1 栋', 'exposed-wire', 'direct', '锚链巷 4 号院 1 栋外墙电线脱皮，已拉警戒带'],
  ['锚链巷 4 号院 3 栋', 'illegal-advert', 'onSpotAtOnce', '楼道小广告，覆盖'],
  ['缆绳巷 1 号', 'road-trading', 'onSpotAtOnce', '早点摊占盲道，往里收了一米'],
  ['缆绳巷 6 号', 'exposed-waste', 'onSpot', '巷口垃圾夜间偷倒，两车'],
  ['缆绳巷 31 号', 'fire-hazard', 'direct', '出租屋过道堆纸壳到顶，要求清'],
  ['缆绳巷 38 号', 'blocked-drain', 'community', '雨篦子被油糊住，巷内积水两公分', { rain: true }],
  ['缆绳巷菜场', 'fire-hazard', 'onSpot', '菜场灭火器过期三具，市场方当天换'],
  ['望澜苑 2 栋', 'charging-shed', 'onSpot', '2栋大堂停电动车四辆，现场推出'],
  ['望澜苑 7 栋', 'fire-hazard', 'onSpot', '7栋常闭门用绳拴着，解下'],
  ['望澜苑地下车库出入口', 'road-flooding', 'returned', '车库口积水十公分，物业抽水泵未到', { opinion: '车库内还是市政路面，请写明', rain: true }],
  ['棉纺厂宿舍 2 栋', 'stairway-clutter', 'onSpot', '2栋三单元旧家具，户主当场搬走'],
  ['棉纺厂宿舍 6 栋', 'illegal-advert', 'onSpotAtOnce', '外墙喷漆广告，已盖'],
  ['渔汛路 22 号院 4 栋', 'exposed-waste', 'onSpot', '4栋围墙外垃圾，叫保洁一起清'],
  ['渔汛路铁路道口', 'dirty-road', 'onSpot', '道口路面抛洒石子一段'],
  ['桅灯里 2 号', 'fire-hazard', 'onSpot', '屋檐下柴火堆，离电表半米，主人移走'],
  ['桅灯里 8 号', 'stairway-light', 'onSpotAtOnce', '8号公用过道灯泡拧松，拧紧'],
  ['水文站宿舍 2 栋', 'water-supply', 'direct', '水文站宿舍水压低，水务在查'],
  ['澜水河澜岸段台阶', 'guard-rail', 'community', '亲水台阶警示牌倒，先用绳固定'],
  ['澜岸公寓 F 座', 'fire-hazard', 'onSpot', 'F座十二楼楼梯间停两辆车，劝出'],
  ['港务宿舍 2 栋', 'exposed-waste', 'onSpotAtOnce', '门口落叶垃圾，随手清'],
  ['搪瓷厂宿舍 4 栋', 'exposed-wire', 'direct', '4栋二楼外墙线头裸露，已断电'],
  ['灯塔路 9 号院 5 栋', 'stairway-clutter', 'onSpot', '顶楼堆腌菜坛子十几个，移回家'],
  ['盐仓街 7 号', 'road-trading', 'onSpotAtOnce', '夜宵摊桌椅上人行道，收回'],
  ['船坞新村 12 栋', 'fire-hazard', 'onSpot', '12栋灭火器箱空，物业补两具'],
  ['船坞新村 9 栋', 'parking-disorder', 'onSpotAtOnce', '消防登高面一辆车，车主下来挪'],
];

// prettier-ignore
export const BY_MICRO_GRID_MEMBERS: readonly Voice[] = [
  ['船坞新村 3 栋', 'neighbour-quarrel', 'onSpot', '小周啊，三栋那个两家人又为门口垃圾袋吵起来了，我去劝了一哈，你晚上再来看看', { said: '吴阿姨劝住了，我晚上又去了一趟，都说不放门口了' }],
  ['船坞新村 5 栋', 'stairway-light', 'direct', '五栋灯坏了哈，二楼的，我今天上去摸着墙走的'],
  ['船坞新村 6 栋', 'elder-care', 'cared', '六栋袁阿姨今天没下来晒太阳，电话也没人接，我有点不放心'],
  ['三圣里 5 号', 'exposed-waste', 'onSpot', '三圣里五号旁边那个墙根根，又有人倒剩饭，招老鼠的'],
  ['船坞新村 8 栋', 'fire-hazard', 'onSpot', '八栋有人在楼道里烧纸，我喊他不要烧，他讲一下下就好，人走了灰还是红的'],
  ['船坞新村 7 栋', 'compound-waste', 'direct', '七栋那个桶轮子掉了推不动，倒垃圾的师傅讲拉不走'],
  ['船坞新村 4 栋', 'praise', 'praise', '四栋小年轻帮我们把扶手都擦了一遍，要表扬的'],
  ['榕汀社区卫生服务中心停车场出口', 'hanging-cable', 'direct', '卫生服务中心停车场出口线缆掉下来一截，人能碰到', { picture: 'cables', daysAgo: 7, said: '断的是废光缆，剪了，其余绑到钢索上' }],
  ['锦汀佳园 5 栋', 'stairway-clutter', 'onSpot', '五栋消防门后头又堆起来了，这次是旧空调'],
  ['锦汀佳园 5 栋', 'exposed-waste', 'onSpot', '停车场边上有人倒药盒子纱布，看着像诊所的', { said: '卫生服务中心自己的包装纸，已叫他们收好' }],
  ['榕汀社区卫生服务中心', 'parking-disorder', 'onSpot', '救护车进不来，门口停了三部车，我吼都吼不走'],
];

// prettier-ignore
export const BY_COURIERS: readonly Voice[] = [
  ['望澜苑 5 栋', 'loose-manhole', 'community', '桅杆路转弯那个井盖翘起来了，我车子颠了一哈差点翻'],
  ['缆绳巷 2 号', 'hanging-cable', 'direct', '巷口有线吊到胸口高，夜里骑车看不见', { picture: 'cables' }],
  ['澜岸公寓 B 座', 'elder-care', 'cared', 'B座有个大爷坐在楼梯口说找不到家，我陪着，快来个人'],
  ['三圣里 8 号', 'street-light', 'community', '三圣里中间一段没灯，送餐全靠手机照'],
  ['棉纺厂宿舍 3 栋', 'dirty-road', 'onSpot', '院门口地上一滩机油，前面已经滑倒一个兄弟', { said: '撒了沙，环卫下午冲' }],
  ['渔汛路 22 号院 4 栋', 'stairway-light', 'direct', '四栋楼道全黑，跑了三趟三趟都黑'],
];

// prettier-ignore
export const FROM_THE_HOTLINE: readonly Voice[] = [
  ['锚链巷 4 号院 4 栋', 'property-service', 'district', '反映小区加装电梯一楼不同意，要求政府强制施工', { organisation: '住房和城乡建设局', said: '不能强制，已与社区排三次议事会，一楼补偿方案下月再议', leavesPhone: true, rating: [false, 'fair', '知道难，但起码有人讲清楚了'] }],
  ['缆绳巷 33 号', 'illegal-building', 'streetLate', '市民来电：邻居在公共巷道砌墙，多次反映未果', { leavesPhone: true }],
  ['望澜苑 9 栋', 'site-noise', 'tipOff', '市民反映望澜苑对面工地夜间施工，要求停工，要求匿名', { wantsSecrecy: true, leavesPhone: true }],
  ['旧港小学门前', 'road-trading', 'streetRework', '家长反映校门口流动摊贩，城管来了走，走了来', { leavesPhone: true }],
  ['澜水河桅灯里段亲水平台', 'dirty-water', 'district', '市民反映河面大量漂浮物，疑似上游冲下', { leavesPhone: true, rain: true }],
  ['船坞新村 14 栋', 'water-supply', 'direct', '来电人反映水发黄，放了十分钟还是黄', { leavesPhone: true }],
  ['盐仓街 21 号', 'construction-waste', 'returned', '反映盐仓街渣土堆积，一周无人处理', { leavesPhone: true }],
  ['棉纺厂宿舍 4 栋', 'property-service', 'reopened', '反映物业不修下水管，已反映两次', { leavesPhone: true, organisation: '住房和城乡建设局', opinion: '只通了一次，没换管，又堵了' }],
  ['港务宿舍 1 栋', 'street-light', 'community', '反映澜边路路灯间隔亮，要求全亮', { leavesPhone: true }],
  ['水文站宿舍 3 栋', 'problem', 'refused', '反映邻区夜市噪音传过来', { referral: 'neighbourDistrict', opinion: '夜市不在本区', leavesPhone: true }],
  ['望澜苑 5 栋', 'problem', 'refused', '反映单位领导吃拿卡要', { referral: 'discipline', opinion: '属纪检监察受理范围', leavesPhone: true }],
];
