// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const shell: Words["shell"] = {
  signIn: "登录",
  storeZone: "时间按商店所在时区显示。",
  yourZone: ({ city }) => `时间按你所在的时区显示：${city}。`,
  theme: "外观",
  themes: {
    system: "跟随系统",
    light: "浅色",
    dark: "深色",
  },
  language: "语言",
  broken: {
    title: "页面暂时无法显示",
    meaning: "这是我们的问题。没有因此下单或扣款，你的排位和已保留的商品都还在账号里。",
    number: ({ digest }) => `如果一直这样，请告诉我们这个编号：${digest}。`,
    again: "重试",
    orders: "我的订单",
  },
};
