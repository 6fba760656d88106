%matplotlib inline
%timeit -n 10 -r5 a + b
%time x = 5
%load_ext autoreload
!pip install numpy
files = !ls
np.mean?
?np.sum
x??  # comment
a % b
if x:
    %time y
    !ls
t = %timeit -o f(x)
