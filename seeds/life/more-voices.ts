// More of what reached 旧港 and 榕汀 by the ways that few use: the hotline, the counter, a neighbour who helps, a courier, a device.

import type { Channel, Voice } from './voice.ts';

// prettier-ignore
export const BY_OTHER_WAYS: readonly (readonly [Channel, readonly Voice[]])[] = [
  ['hotline12345', [
    ['澜岸公寓 C 座', 'property-service', 'district', '反映公寓物业拒绝公示公共收益，业主已书面要求两次', { leavesPhone: true, organisation: '住房和城乡建设局', said: '责令十日内公示，逾期记入物业信用' }],
    ['锚链巷 4 号院 2 栋', 'neighbour-quarrel', 'communityTalks', '来电人称楼上常年往下泼水，社区调解过一次无效', { leavesPhone: true, said: '第二次调解，装了接水槽，双方签字' }],
    ['缆绳巷菜场', 'problem', 'refused', '反映菜场鸡蛋比别处贵两块', { opinion: '价格放开，已转市场监管知悉', referral: 'consumer', leavesPhone: true }],
    ['榕汀新居 3 栋', 'lift-failure', 'direct', '反映高层电梯一个月坏五次，老人不敢下楼', { leavesPhone: true, rating: [true, 'poor', '别等我打热线才修'], answer: '这部电梯已改成半月一检，检修单贴在轿厢里' }],
    ['北渠小区 5 栋', 'site-noise', 'tipOff', '市民匿名反映北渠街夜间破路，要求停工', { wantsSecrecy: true }],
    ['锦云阁 1 栋', 'problem', 'refused', '要求政府出面让前男友还钱', { referral: 'court', opinion: '民间借贷，告知起诉材料', leavesPhone: true }],
    ['渔汛路 22 号院 4 栋', 'dirty-water', 'returned', '反映院后排洪沟发黑，孩子掉下去过', { opinion: '排洪沟分两段，请写明哪一段', leavesPhone: true }],
    ['望澜苑 10 栋', 'parking-disorder', 'streetLate', '反映夜间大货车停满桅杆路，拍不到全部', { leavesPhone: true, rating: [false, 'good', '清了三天，第四天又来'] }],
  ]],
  ['visit', [
    ['船坞新村 17 栋', 'neighbour-quarrel', 'street', '我不识字，你们帮我写：楼上漏水漏三年，天花板掉下来一块', { leavesPhone: true, said: '综治中心约了三方，楼上重做防水，今天开工' }],
    ['三圣里 3 号', 'enquiry', 'answered', '孙子户口在老家，这边上学要先办什么', { leavesPhone: true, said: '先登记居住，再拿租赁备案，一张单子给您写好了' }],
    ['缆绳巷 1 号', 'rental-quarrel', 'communityTalks', '房东说要卖房，让我们国庆前搬，合同还有七个月', { leavesPhone: true, said: '补一个月租金和搬家钱，双方认可' }],
    ['棉纺厂宿舍 6 栋', 'enquiry', 'answered', '厂里的工龄证明，厂子都没了，找哪个盖章', { leavesPhone: true, said: '到档案馆查，地址和电话抄给您' }],
    ['搪瓷厂宿舍 1 栋', 'property-service', 'community', '收我们清洁费，楼道一个月扫一次，还是我自己扫的', { leavesPhone: true }],
    ['丝绸公司宿舍 4 栋', 'help', 'helped', '我耳朵不好，你大声点！就是那个洗澡券还有没有', { leavesPhone: true, said: '发了四张，理发券也在里头' }],
    ['粮站大院 3 栋', 'neighbour-quarrel', 'communityTalks', '他砍了我种的枇杷树，说挡光，那是我老头子种的', { leavesPhone: true, said: '赔了两棵苗，一起种在院角' }],
    ['水文站宿舍 1 栋', 'suggestion', 'suggestion', '码头台阶给画条黄线，老花眼看不到', { leavesPhone: true, adoption: 'adopted', said: '周五画的，两头都画了' }],
    ['盐仓街 12 号', 'complaint', 'complaint', '社区窗口让我跑三趟，每趟都说缺一样', { leavesPhone: true, about: '船坞新村社区居委会', said: '窗口补了一次性告知单，工作人员当面道歉' }],
  ]],
  ['microGridMember', [
    ['船坞新村 9 栋', 'fire-hazard', 'onSpot', '九栋那个捡瓶子的，瓶子堆到人家电表底下去了，我说他他也听'],
    ['船坞新村 18 栋', 'neighbour-quarrel', 'onSpot', '十八栋两家为了一盆花，唉，花盆掉下来差点砸到小囡', { said: '花盆全收进阳台里面了' }],
    ['搪瓷厂宿舍 2 栋', 'elder-care', 'cared', '二栋老张头今朝没来下棋，敲门有声音不开'],
    ['缆绳巷 6 号', 'exposed-wire', 'direct', '巷子里那根线，又被货车刮下来了，我拿竹竿顶着'],
    ['望澜苑 3 栋', 'charging-shed', 'onSpot', '三栋大堂两部电瓶车，一部还是外卖的'],
    ['桅灯里 8 号', 'blocked-drain', 'community', '阴沟眼被菜皮堵了，我掏了一半掏不动', { rain: true }],
    ['澜岸公寓 B 座', 'lift-failure', 'direct', 'B座电梯响得来像磨刀，小孩子不敢进去'],
    ['榕荫里 2 栋', 'stairway-light', 'direct', '二栋灯又莫得了，我拿红布绑了个记号'],
    ['印刷厂宿舍 3 栋', 'bulky-waste', 'direct', '铅字院门口甩了个浴缸，三个人都抬不动'],
    ['汀南一院 2 栋', 'neighbour-quarrel', 'onSpot', '他们两口子吵架砸锅，我喊到我屋头吃了碗面，消气了', { said: '已经和好，微网格员劝的' }],
    ['北渠小区 3 栋', 'fire-hazard', 'direct', '三栋消防水带被人剪起走了，拿去浇菜'],
    ['南渠小区 3 栋', 'help', 'helped', '三栋王嬢嬢手机欠费打不出去，她女儿在外头急', { said: '充了二十，电话通了' }],
    ['白果院 5 栋', 'exposed-waste', 'onSpotAtOnce', '桶边边一地，扫了'],
  ]],
  ['mobileReporter', [
    ['灯塔路 9 号院 2 栋', 'street-light', 'community', '送奶的时候天没亮，灯塔路拐弯全黑，连撞两个垃圾桶'],
    ['水文站宿舍 2 栋', 'green-upkeep', 'onSpot', '树枝戳到脸了，戴头盔都戳到', { said: '锯了两根低枝' }],
    ['船坞新村 12 栋', 'elder-care', 'cared', '十二栋五楼阿婆让我帮她看下药，三种药长得一样她分不清'],
    ['望澜苑 6 栋', 'fire-hazard', 'onSpot', '楼梯间有人点蜡烛打牌，我说停电也不能这么点啊'],
    ['港务宿舍 2 栋', 'loose-manhole', 'streetAssigned', '红砖楼门口井盖咣当响，汤都洒了', { picture: 'manhole' }],
    ['缆绳巷 33 号', 'exposed-waste', 'direct', '巷子里一袋死鱼，苍蝇跟着我跑'],
    ['盐仓街 15 号', 'road-flooding', 'returned', '盐仓街水到膝盖，电驴熄火推出来的', { opinion: '盐仓街有三个低点，请写明哪一处', rain: true }],
    ['锚链巷 4 号院 4 栋', 'suggestion', 'suggestion', '每栋楼号能不能写大点，晚上送餐拿手电找', { adoption: 'adopted', said: '换反光楼号牌，月底前装完' }],
  ]],
  ['videoDevice', [
    ['旧港小学门前', 'parking-disorder', 'onSpotAtOnce', '校门点位：放学时段压斑马线，人工复核属实'],
    ['澜水河水文站码头', 'dirty-water', 'community', '码头点位：水面油膜，复核属实'],
    ['北渠农贸市场', 'road-trading', 'onSpot', '农贸市场点位：出店经营三处'],
    ['榕汀社区卫生服务中心停车场出口', 'parking-disorder', 'onSpotAtOnce', '出口点位：救护通道停车四分钟'],
  ]],
  ['superior', [
    ['旧港小学门前', 'road-trading', 'street', '区教育局转：开学周校门口周边请连看五天', {}],
    ['缆绳巷 27 号', 'fire-hazard', 'street', '区消防委挂牌：缆绳巷木结构房用电请复查', {}],
  ]],
  ['interface', [
    ['望澜苑地下车库出入口', 'road-flooding', 'street', '积水监测点上报：车库口水位超过二十厘米', { rain: true }],
    ['锦汀佳园 3 栋', 'lift-failure', 'direct', '电梯物联网：困人告警一次，维保已接单'],
  ]],
  ['chatGroup', [
    ['船坞新村 12 栋', 'exposed-waste', 'onSpot', '@何志强 十二栋楼下又有人倒装修垃圾，我录下来了但是不会发'],
    ['汀南二院 3 栋', 'illegal-building', 'community', '看看，看看，阳光房都搭到我窗户上了[图片]'],
    ['锅炉厂二宿舍 4 栋', 'neighbour-quarrel', 'onSpot', '四栋哪家的狗，叫一夜，我明天高考（我儿子）', { said: '狗主人这两天带狗回老家' }],
  ]],
  ['phone', [
    ['缆绳巷 18 号', 'problem', 'notTrue', '喂，喂，听得到吗，我要一份酸菜鱼', { opinion: '打错了' }],
    ['榕汀新居 5 栋', 'parking-disorder', 'onSpot', '挡我车了，挪一下，我不晓得打哪里就打你们了', { leavesPhone: true }],
    ['船坞新村 5 栋', 'water-supply', 'direct', '我是五栋王秀芬，几时来水', { leavesPhone: true, reporter: '王秀芬' }],
    ['船坞新村 5 栋', 'stairway-clutter', 'onSpot', '还是五栋，我也叫王秀芬，不是四楼那个，我是六楼的，楼道有辆破童车', { leavesPhone: true, reporter: '王秀芬' }],
  ]],
];

/** The same trouble told again, by other ways: each joins the case of the voice it names. */
// prettier-ignore
export const TOLD_AGAIN_BY_OTHERS: readonly (readonly [Channel, readonly Voice[]])[] = [
  ['scan', [
    ['盐仓街 21 号', 'problem', 'joined', '水进屋了', { joins: 'gutter' }],
    ['望澜苑 2 栋', 'problem', 'joined', '车库口堵着水呢', { joins: 'garage flood' }],
    ['汀南街口袋广场', 'problem', 'joined', '门口那一片又淹了', { joins: 'blocked gate' }],
    ['白果院 9 栋', 'problem', 'joined', '什么时候来电', { joins: 'oxygen' }],
  ]],
  ['phone', [
    ['渔汛路 22 号院 1 栋', 'problem', 'joined', '院子变喷泉了，我家鱼缸都没这么大水', { joins: 'fountain', leavesPhone: true }],
    ['白果院 7 栋', 'problem', 'joined', '没电了没电了', { joins: 'oxygen', leavesPhone: true }],
  ]],
  ['hotline12345', [
    ['望澜苑 9 栋', 'problem', 'joined', '反映车库进水，车辆受损，要求定责', { joins: 'garage flood', leavesPhone: true }],
    ['旧港小学门前', 'problem', 'joined', '家长反映校门口护栏倒地', { joins: 'school rail', leavesPhone: true }],
  ]],
  ['chatGroup', [
    ['棉纺厂宿舍 3 栋', 'problem', 'joined', '一半有电一半没电，我在没电那半', { joins: 'half dark' }],
    ['印刷厂宿舍 5 栋', 'problem', 'joined', '矿泉水煮面了', { joins: 'dry yard' }],
    ['北渠西院 2 栋', 'problem', 'joined', '菜场那条路脏死', { joins: 'market road' }],
    ['望澜苑 12 栋', 'problem', 'joined', '地库别下，我刚上来鞋都湿了', { joins: 'garage flood' }],
    ['望澜苑 3 栋', 'problem', 'joined', '桅杆路那排灯还没好？', { joins: 'dark road' }],
    ['港务宿舍 3 栋', 'problem', 'joined', '没水+1', { joins: 'no water red' }],
  ]],
];
