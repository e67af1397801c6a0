// Everything works without this. It shows a mark's note beside the mark, and lets a file be dropped.
"use strict";
(() => {
  const text = document.querySelector(".reading .text");
  if (text) {
    let open = null;
    const close = () => { if (open) { open.remove(); open = null; } };
    const show = (mark) => {
      close();
      const notes = mark.dataset.notes.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
      if (!notes.length) return;
      open = document.createElement("div");
      open.id = "explain";
      open.setAttribute("role", "status");
      for (const note of notes) {
        const part = document.createElement("div");
        part.append(...[...note.childNodes].map((node) => node.cloneNode(true)));
        open.append(part);
      }
      mark.closest("section").append(open);
      const at = mark.getClientRects()[0];
      const width = open.getBoundingClientRect().width;
      const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8));
      open.style.left = `${left + window.scrollX}px`;
      open.style.top = `${at.bottom + window.scrollY + 6}px`;
    };
    text.addEventListener("click", (event) => {
      const mark = event.target.closest("[data-notes]");
      if (!mark) return;
      event.preventDefault();
      show(mark);
    });
    document.addEventListener("click", (event) => {
      if (open && !open.contains(event.target) && !event.target.closest("[data-notes]")) close();
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  }
  const files = document.getElementById("label-files");
  if (files) {
    const button = document.createElement("button");
    button.textContent = "PNG";
    button.addEventListener("click", async () => {
      const drawn = new Image();
      drawn.src = files.querySelector("a[href$='.svg']").href;
      await drawn.decode();
      const canvas = document.createElement("canvas");
      canvas.width = drawn.naturalWidth * 2;
      canvas.height = drawn.naturalHeight * 2;
      canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = "sourcing-label.png";
        link.click();
      });
    });
    files.append(" ", button);
  }
  const drop = document.querySelector(".drop");
  if (drop) {
    const input = drop.querySelector("input");
    for (const kind of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
        if (kind === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
      });
    }
  }
})();
