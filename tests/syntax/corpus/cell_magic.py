%%time -x
z = 1
z;