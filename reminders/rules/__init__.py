"""When somebody is told, and who: values in, values out."""
