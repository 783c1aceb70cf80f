"""One repository per aggregate: values of the domain in, values of the domain out."""
