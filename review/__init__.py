"""The judgement: report rows, their writers, and the web application."""
