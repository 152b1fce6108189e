"use strict";
// Filters, copies and unfolds. The report is complete without it.
(() => {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const form = document.querySelector("[data-filter]");
  const matches = (row, wanted) =>
    (!wanted.theme || row.dataset.theme === wanted.theme) &&
    (!wanted.status || row.dataset.status === wanted.status) &&
    (!wanted.work || row.dataset.work === wanted.work) &&
    wanted.words.every((word) => plain(row.textContent).includes(word));

  const filter = () => {
    const values = new FormData(form);
    const wanted = {
      theme: values.get("theme"),
      status: values.get("status"),
      work: values.get("work"),
      words: plain(values.get("text")).split(/\s+/).filter(Boolean),
    };
    const rows = [...document.querySelectorAll("[data-row]")];
    rows.forEach((row) => { row.hidden = !matches(row, wanted); });
    document.querySelectorAll("[data-group]").forEach((group) => {
      group.hidden = !group.querySelector("[data-row]:not([hidden])");
    });
    const shown = rows.filter((row) => !row.hidden).length;
    document.querySelector("[data-count]").textContent = `${shown} van ${rows.length} toezeggingen`;
    const nothing = document.querySelector("[data-nothing]");
    nothing.hidden = shown > 0 || rows.length === 0;
  };

  const copy = async (button) => {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      button.after(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Gekopieerd";
    setTimeout(() => { button.textContent = "Kopieer citaat"; }, 2000);
  };

  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) {
      at.hidden = false;
      if (at.tagName === "DETAILS") at.open = true;
    }
    target.scrollIntoView();
  };

  const showButtons = (root) => root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });

  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    filter();
  }
  showButtons(document);
  document.addEventListener("waargemaakt:changed", (event) => { showButtons(event.target); if (form) filter(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.copy) copy(button);
    if (button && "unfold" in button.dataset) {
      const open = button.textContent === "Alles openklappen";
      document.querySelectorAll(".content details").forEach((details) => { details.open = open; });
      button.textContent = open ? "Alles dichtklappen" : "Alles openklappen";
    }
  });
  window.addEventListener("hashchange", reveal);
  reveal();
})();
