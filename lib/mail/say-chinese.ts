import type { MailSay } from "./mail-say";

const seeOrder = (number: string) => `查看订单 ${number}`;
const seeSale = "查看这场抢购";

export const chinese: MailSay = {
  because: (reason) => `商店说明：${reason}`,
  orderPaid: ({ number, title, amount }) => ({
    subject: `${number} 已付款：${title}`,
    paragraphs: [`你的订单 ${number}（${title}）已付款：${amount}。`, "无需其他操作。"],
    label: seeOrder(number),
  }),
  orderRefunded: ({ number, title, amount }) => ({
    subject: `${number} 已退款：${amount}`,
    paragraphs: [`订单 ${number}（${title}）的 ${amount} 已按原付款方式退回。`, "银行需要 3 到 5 个工作日到账。"],
    label: seeOrder(number),
  }),
  holdReleased: ({ number, title, because }) => ({
    subject: `为你保留的 ${title} 已被释放`,
    paragraphs: [
      `商店释放了为你保留的 ${title}（订单 ${number}）。`,
      ...because,
      "没有扣款。抢购进行期间，有空余就可以再次购买。",
    ],
    label: seeSale,
  }),
  saleCancelled: ({ number, title, because, back }) => ({
    subject: `${title} 的抢购已取消`,
    paragraphs: [
      `商店取消了 ${title} 的抢购，你的订单 ${number} 也随之取消。`,
      ...because,
      back === null ? "没有扣款。" : `${back} 将按原付款方式退回，银行需要 3 到 5 个工作日到账。`,
    ],
    label: seeOrder(number),
  }),
  lineOffered: ({ number, title, amount, until }) => ({
    subject: `有人退回：${title} 已为你保留`,
    paragraphs: [
      `你在候补 ${title}，现在有一件退回，已为你保留，订单 ${number}。`,
      `请在 ${until} 前付款 ${amount}，逾期将让给下一位。`,
    ],
    label: "立即付款",
  }),
  suspended: ({ because }) => ({
    subject: "你的账号已被停用",
    paragraphs: [
      "商店停用了你的账号。你已在所有设备退出登录，也不能购买。",
      ...because,
      "已付款的订单仍归你。如有疑问，请联系商店。",
    ],
  }),
  testMail: ({ askedBy }) => ({
    subject: "商店的测试邮件",
    paragraphs: [`${askedBy} 发送了这封邮件，用来确认邮件能否发出。可以。`],
  }),
  passwordReset: {
    subject: "设置新密码",
    paragraphs: [
      "有人（可能是你）要求为这个邮箱的账号设置新密码。",
      "链接 60 分钟内有效，只能用一次。更换密码后，所有设备都会退出登录。",
      "如果不是你本人，无需任何操作，密码保持不变。",
    ],
    label: "设置新密码",
  },
  passwordChanged: {
    subject: "密码已更换",
    paragraphs: ["你的账号密码已更换，其他设备都已退出登录。", "如果不是你本人，请立即设置新密码，账号就会重新归你。"],
    label: "设置新密码",
  },
  emailVerification: {
    subject: "请验证邮箱",
    paragraphs: [
      "有人用这个邮箱注册了账号。确认邮箱是你的，就可以参加抢购。",
      "链接 24 小时内有效，只能用一次。如果账号不是你的，无需任何操作。",
    ],
    label: "确认邮箱",
  },
  reminderConfirm: ({ title, start }) => ({
    subject: `需要提醒你 ${title} 开抢吗？`,
    paragraphs: [
      `有人（可能是你）希望在 ${title} 开抢（${start}）前，给这个邮箱发提醒。`,
      "打开链接并点按钮，提醒就会生效。链接 24 小时内有效。",
      "如果不是你本人，无需任何操作，不会再有邮件。",
    ],
    label: "确认提醒",
  }),
  reminderDue: ({ title, start, price, isOpen, isPaused, was }) => ({
    subject: isOpen ? `${title} 已经开抢` : `${title} 将于 ${start} 开抢`,
    paragraphs: [
      isOpen ? `${title} 已于 ${start} 开抢，抢购价 ${price}。` : `${title} 将于 ${start} 开抢，抢购价 ${price}。`,
      ...(was === null ? [] : [`商店更改了开抢时间，原定 ${was}。`]),
      ...(isPaused ? ["商店暂停了这场抢购，恢复时间请看抢购页。"] : []),
      "开抢前先登录，到时点一下就能抢。",
    ],
    label: seeSale,
  }),
  reminderMoved: ({ title, start, was }) => ({
    subject: `${title} 改到 ${start} 开抢`,
    paragraphs: [
      `商店把 ${title} 的开抢时间改到了 ${start}。`,
      ...(was === null ? [] : [`原定 ${was}。`]),
      "开抢前十分钟会再提醒你。打开附件即可更新日历。",
    ],
    label: seeSale,
  }),
  reminderCancelled: ({ title, because }) => ({
    subject: `${title} 已取消`,
    paragraphs: [
      `商店取消了 ${title} 的抢购，不会开抢。`,
      ...because,
      "这是关于它的最后一封邮件。打开附件即可取消日历中的日程。",
    ],
    label: seeSale,
  }),
  stop: ({ title }) => ({
    text: `你设置了 ${title} 的开抢提醒，所以收到这封邮件。`,
    label: "取消提醒",
  }),
};
