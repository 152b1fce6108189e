"use strict";
// Judges in place on the overview, and by key in the queue. Without it every form works as a form.
(() => {
  const opened = () => new Set([...document.querySelectorAll("details[open][id]")].map((details) => details.id));

  const replace = (text) => {
    const open = opened();
    const parts = new DOMParser().parseFromString(text, "text/html");
    [...parts.body.querySelectorAll(":scope > [id]")].forEach((part) => {
      const old = document.getElementById(part.id);
      if (!old) return;
      part.querySelectorAll("details[id]").forEach((details) => { details.open = open.has(details.id); });
      old.replaceWith(part);
      part.dispatchEvent(new CustomEvent("waargemaakt:changed", { bubbles: true }));
    });
  };

  const say = (form, text) => {
    let line = form.querySelector("[role=status]");
    if (!line) {
      line = document.createElement("p");
      line.setAttribute("role", "status");
      line.className = "said";
      form.append(line);
    }
    line.textContent = text;
  };

  const send = async (form, button) => {
    const body = new URLSearchParams(new FormData(form, button));
    const proposal = form.closest("[id^=voorstel-]").id;
    const headers = { "X-Fragment": "1" };
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers, credentials: "same-origin" });
      const text = await answer.text();
      if (!answer.ok) {
        const told = new DOMParser().parseFromString(text, "text/html").querySelector("main p");
        say(form, `Niet bewaard. ${told ? told.textContent : ""}`);
        return;
      }
      replace(text);
      const now = document.getElementById(proposal)?.querySelector(".judge");
      if (!now) return;
      for (let at = now; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
      now.querySelector(`button[value="${button.value}"]`).focus({ preventScroll: true });
      say(now, "Bewaard.");
    } catch {
      say(form, "Niet bewaard: het programma antwoordt niet. Staat het nog aan?");
    }
  };

  document.addEventListener("submit", (event) => {
    if (event.target.dataset.judge !== "report" || !event.submitter) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, select, textarea")) return;
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });
})();
