/** What the inline script leaves for React: a click on Buy that came before the page was alive. */
export interface EarlyClick {
  /** The button's own text, to be put back; null while nobody has clicked. */
  text: string | null;
  /** Ends the listening. */
  stop: () => void;
}

declare global {
  interface Window {
    zerohourEarlyClick?: EarlyClick;
  }
}

/**
 * Runs before anything else on the page. A click on a Buy button that the HTML shows as open is kept and answered
 * at once, with `sending`; the page sends it as soon as it is alive. Only the first one counts.
 */
export function earlyClickScript(sending: string): string {
  return `(function(){
if(window.zerohourEarlyClick)return;
var kept={text:null,stop:function(){document.removeEventListener("click",keep,true)}};
function keep(event){
var button=event.target.closest&&event.target.closest('button[data-act="buy"]');
if(!button||kept.text!==null)return;
kept.text=button.textContent;
button.textContent=${JSON.stringify(sending)};
button.setAttribute("aria-busy","true");
}
document.addEventListener("click",keep,true);
window.zerohourEarlyClick=kept;
})()`;
}
