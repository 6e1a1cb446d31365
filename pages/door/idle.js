// Signs off when nobody has touched any tab for a while, and takes the patient off the screen first.
(() => {
  const limit = Number(new URL(document.currentScript.src).searchParams.get("seconds")) * 1000
  if (window.liverlineLimit) return
  window.liverlineLimit = limit
  const KEY = "liverline-touched"
  const SIGN_OFF = "/auth/logout"
  const warnAt = Math.min(60000, limit / 3)
  let told = 0
  let warning = null

  const touched = () => Number(localStorage.getItem(KEY)) || 0
  const tell = () => {
    told = Date.now()
    fetch("/door/still-here", { method: "POST" }).then(
      (answer) => answer.status === 401 && leave(),
      () => {} // No connection: the page says so itself, and the clock below runs on.
    )
  }
  const touch = () => {
    const now = Date.now()
    if (now - touched() < 500) return
    localStorage.setItem(KEY, now)
    if (now - told > Math.min(60000, limit / 4)) tell()
  }
  const leave = () => {
    document.documentElement.replaceChildren()
    location.replace(SIGN_OFF)
  }
  const warn = (left) => {
    if (!warning) {
      warning = document.createElement("div")
      warning.setAttribute("role", "alert")
      warning.id = "liverline-idle"
      warning.textContent = "长时间未操作,即将自动退出 / Nobody seems to be here: signing off soon"
      warning.style.cssText =
        "position:fixed;left:50%;bottom:1.5rem;transform:translateX(-50%);z-index:9999999;padding:.6rem 1.2rem;" +
        "background:#1F2933;color:#fff;border-radius:4px;font:15px/1.5 'Segoe UI','Microsoft YaHei',sans-serif"
      document.body.append(warning)
    }
    warning.hidden = left > warnAt
  }
  const look = () => {
    const left = touched() + limit - Date.now()
    if (left <= 0) return leave()
    if (left <= warnAt || warning) warn(left)
  }

  for (const sign of ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"])
    addEventListener(sign, touch, { passive: true, capture: true })
  // A computer that slept looks at the clock as soon as it wakes.
  for (const waking of ["focus", "pageshow", "visibilitychange"]) addEventListener(waking, look, { capture: true })
  localStorage.setItem(KEY, Date.now())
  tell()
  setInterval(look, Math.min(2000, limit / 4))
})()
