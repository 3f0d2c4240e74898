// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const frame: Words["frame"] = {
  skip: "跳到正文",
  main: "主导航",
  sales: "抢购",
  orders: "订单",
  about: "数量有限，准点开抢，时间值得信赖。",
  missing: {
    title: "这个地址没有页面",
    meaning: "地址可能输错了。已结束的抢购页面会保留，订单可以在账号里查看。",
    sales: "看看抢购",
    orders: "我的订单",
  },
};
