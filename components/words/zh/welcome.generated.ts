// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const welcome: Words["welcome"] = {
  headlineUnits: "数量有限，准点开抢。",
  headlineClock: "时间公平。",
  intro: "正在抢购、即将开抢和刚刚结束的，都在这里。",
  how: "抢购怎么进行",
  readySpoken: "开抢前半小时：",
  ready: "做好准备",
  readyWhy: "先登录，选好规格。页面会校准商店的时间，任何设备都能准点开抢。",
  pressSpoken: "开抢时：",
  press: "点一次抢购",
  pressWhy: "排位跟着账号走。刷新、关闭页面或多开标签页，都不会丢失，也不会重复。",
  paySpoken: "十分钟内付款：",
  pay: "为你的商品付款",
  payWhy: "抢到的商品会为你保留，通常 10 分钟。付款时才扣款，逾期未付会让给别人。",
};
